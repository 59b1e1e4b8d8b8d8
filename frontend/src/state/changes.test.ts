import { describe, expect, it, vi } from 'vitest';
import { fakeDoor, type FakeOptions } from '../api/fake';
import { commandById, runCommand } from '../commands/list';
import { begin } from './begin';
import { closeArchive, openArchive } from './archives';
import type { Session } from './session';

const onDisk = 'it is on a disk that is only read';
const title = 'This archive is read-only here';
const start = async (options: Partial<FakeOptions> = {}) => {
  const door = fakeDoor({ events: 450, delay: 0, pace: 1, ...options });
  const started = await begin(door);
  if (!('session' in started)) throw new Error(started.problem);
  return { session: started.session, door };
};
const told = (session: Session) => session.notices.list.get().map(({ kind, title: said }) => [kind, said]);
const folder = { token: 'drop-1', files: [{ name: 'logs', bytes: 0, bundle: false, folder: true }] };

describe('an archive that can only be read', () => {
  it('says so once, calmly, with what works', async () => {
    const { session } = await start({ readOnly: onDisk });
    expect(told(session)).toEqual([['note', title]]);
    expect(session.notices.list.get()[0]!.text).toMatch(/^It is on a disk that is only read\. Searching, exporting and verifying work, without a line in its journal\./);
    session.notices.dismiss(session.notices.list.get()[0]!.id);
    await session.reload();
    expect(told(session)).toEqual([]);
    await closeArchive(session);
    await openArchive(session, 'place-contoso');
    expect(told(session)).toEqual([['note', title]]);
  });

  it('answers what would change it with the reason', async () => {
    const { session, door } = await start({ readOnly: onDisk });
    for (const ask of [() => runCommand(session, 'import'), () => door.tell('drop', folder)]) {
      session.notices.withdraw('read-only');
      ask();
      expect(session.view.dialog.get()).toBeNull();
      expect(told(session)).toEqual([['note', title]]);
    }
    expect(commandById('import').changes).toBe(true);
  });

  it('is not asked to purge what is due', async () => {
    const { session, door } = await start();
    await door.ChangePlan('free');
    await session.reload();
    const due = [['warn', expect.stringMatching(/past what the plan keeps$/)]];
    expect(told(session)).toEqual(due);
    session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, readOnly: onDisk } }));
    expect(told(session)).toEqual([['note', title]]);
    session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, readOnly: '' } }));
    expect(told(session)).toEqual(due);
  });
});

it('an archive in doubt asks to be looked at before it is changed', async () => {
  const { session, door } = await start({ doubt: ['It has 9 lines'] });
  runCommand(session, 'import');
  expect(session.view.dialog.get()).toEqual({ kind: 'trust', newKey: false });
  session.view.close();
  door.tell('drop', folder);
  expect(session.view.dialog.get()).toEqual({ kind: 'trust', newKey: false });
});

it('an archive that can be changed asks for the files', async () => {
  const { session, door } = await start();
  runCommand(session, 'import');
  expect(session.view.dialog.get()).toEqual({ kind: 'import', drop: null });
  door.tell('drop', folder);
  expect(session.view.dialog.get()).toEqual({ kind: 'import', drop: folder });
});

it('what was found damaged and built again is a quiet note, with the journal behind it', async () => {
  const { session } = await start({ notices: ['Found damaged, built again: columns', 'Found damaged, built again: index', 'Found damaged, built again: ranks'] });
  expect(told(session)).toEqual([['note', 'Damaged files were built again']]);
  const [note] = session.notices.list.get();
  expect(note!.text).toBe('Found damaged, built again: columns, and 2 more. Such files are made from the events, none of which is missing.');
  note!.actions[0]!.run();
  expect(session.view.dialog.get()).toEqual({ kind: 'journal' });
});

it('does not say that no event is missing where some are', async () => {
  const { session } = await start({ notices: ['Found damaged, built again: columns'], unread: 3 });
  const note = session.notices.list.get().find(({ kind }) => kind === 'note');
  expect(note!.text).toBe('Found damaged, built again: columns.');
});

it('events that cannot be read are told until their file is imported again', async () => {
  const { session, door } = await start({ unread: 52 });
  expect(told(session)).toEqual([['error', '52 events cannot be read']]);
  expect(session.notices.list.get()[0]!.text).toMatch(/in no count, on no page and in no export; all others can be used\. Import the original files again/);
  await door.ImportDropped('drop-1', { zone: 'UTC', dateOrder: 'unknown' });
  await vi.waitFor(() => expect(session.app.get().archive?.unread).toBe(0));
  await vi.waitFor(() => expect(told(session).map(([, said]) => said)).not.toContain('52 events cannot be read'));
});
