import { expect, it, vi } from 'vitest';
import { startSession } from '../test/session';
import { compareBundle } from './bundles';

const file = (name: string, bundle: boolean) => ({ name, bytes: 5, bundle, folder: false });

it('a bundle that is dropped is verified, other files are imported', async () => {
  const { session, door } = await startSession({ events: 0, pace: 1 });
  const VerifyDropped = vi.spyOn(door, 'VerifyDropped');
  door.tell('drop', { token: 'drop-1', files: [file('activity.json', false)] });
  expect(session.view.dialog.get()?.kind).toBe('import');
  expect(VerifyDropped).not.toHaveBeenCalled();
  door.tell('drop', { token: 'drop-2', files: [file('evidence.zip', true)] });
  expect(VerifyDropped).toHaveBeenCalledExactlyOnceWith('drop-2');
  await vi.waitFor(() => expect(session.view.dialog.get()?.kind).toBe('verify-bundle'));
});

it('a bundle among other files is neither: that is said', async () => {
  const { session, door } = await startSession({ events: 0 });
  const VerifyDropped = vi.spyOn(door, 'VerifyDropped');
  door.tell('drop', { token: 'drop-1', files: [file('evidence.zip', true), file('activity.json', false)] });
  expect(VerifyDropped).not.toHaveBeenCalled();
  expect(session.view.dialog.get()).toBeNull();
  expect(session.notices.list.get().map((notice) => notice.title)).toEqual(['Drop an evidence bundle by itself']);
});

it('a bundle that Daybook was started with is shown, though its check ended before the page came', async () => {
  const { door } = await startSession({ events: 0, pace: 1 });
  const { Session } = await import('./session');
  await door.VerifyBundle();
  const ended = await new Promise<Parameters<Parameters<typeof door.on<'task'>>[1]>[0]>((done) => {
    door.on('task', (task) => task.phase === 'done' && done(task));
  });
  const state = await door.State();
  vi.spyOn(door, 'State').mockResolvedValue({ ...state, tasks: [ended] });
  const session = await Session.start(door);
  expect(session.view.dialog.get()).toEqual({ kind: 'verify-bundle' });
  expect(session.bundles.verdict.get()?.headline).toBe('Whole. Signer not known: key d8d55e44');
  expect(session.notices.list.get()).toEqual([]);
});

it('of two checks, the one that began last stays on display, and the dialog over a changed archive', async () => {
  const { session, door } = await startSession({ pace: 30 });
  await door.VerifyBundle();
  const second = await door.VerifyBundle();
  await vi.waitFor(() => expect(session.bundles.check.get()).toMatchObject({ id: second, phase: 'done' }));
  await door.CloseArchive();
  await session.reload();
  expect(session.app.get().archive).toBeNull();
  expect(session.view.dialog.get()?.kind).toBe('verify-bundle');
});

it('a bundle that comes while another is about to be compared does not get its verdict', async () => {
  const { session, door } = await startSession({ events: 0, pace: 1 });
  await door.VerifyBundle();
  await vi.waitFor(() => expect(session.bundles.verdict.get()).not.toBeNull());
  const verdict = session.bundles.verdict.get();
  const first = { ...session.bundles.check.get()!, n: 1, phase: 'running' as const, bundle: null };
  const asked = new Promise<string>(() => {}); // the dialog that names a key stays open
  vi.spyOn(door, 'CompareBundle').mockReturnValue(asked);
  vi.spyOn(door, 'VerifyDropped').mockReturnValue(asked);
  void compareBundle(session, 'key');
  door.tell('drop', { token: 'drop-1', files: [file(first.title, true)] });
  door.tell('task', { ...first, id: 'task-dropped' });
  expect(session.bundles.verdict.get(), 'of the same name, but another file').toBeNull();

  session.bundles.verdict.set(verdict);
  void compareBundle(session, 'key');
  door.tell('task', { ...first, id: 'task-handed-over', title: 'other.zip' });
  expect(session.bundles.verdict.get(), 'handed over by the desktop').toBeNull();
});
