import { expect, it } from 'vitest';
import { fakeDoor, type FakeOptions } from '../api/fake';
import { begin } from './begin';

const start = async (options: Partial<FakeOptions>) => {
  const door = fakeDoor({ events: 450, delay: 0, pace: 1, ...options });
  const started = await begin(door);
  if (!('session' in started)) throw new Error(started.problem);
  return { session: started.session, door };
};
const overdue = 'The last checkpoint left this computer 45 days ago, and the archive has changed since.';

it('one calm notice says that a checkpoint should be saved, and goes once one was', async () => {
  const { session, door } = await start({ overdue });
  const told = () => session.notices.list.get().map(({ kind, text }) => [kind, text]);
  expect(told()).toEqual([['note', overdue]]);
  const [action] = session.notices.list.get()[0]!.actions;
  expect(action?.label).toBe('Save checkpoint…');
  action?.run();
  expect(session.view.dialog.get()).toEqual({ kind: 'checkpoints' });
  session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, checkpointOverdue: overdue.replace('45', '46') } }));
  expect(told()).toEqual([['note', overdue]]); // not once a day
  await door.SaveCheckpoint();
  await session.reload();
  expect(told()).toEqual([]);
});

it('does not come again after it was put away', async () => {
  const { session } = await start({ overdue });
  session.notices.dismiss(session.notices.list.get()[0]!.id);
  await session.reload();
  expect(session.notices.list.get()).toEqual([]);
});

it('is not there where nothing is overdue, or the archive can only be read', async () => {
  for (const options of [{}, { overdue, readOnly: 'it is on a disk that is only read' }]) {
    const { session } = await start(options);
    expect(session.notices.list.get().map((one) => one.topic)).not.toContain('checkpoint');
  }
});
