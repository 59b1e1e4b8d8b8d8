import { expect, it } from 'vitest';
import { startSession } from '../test/session';
import { watchDue } from './retention';

it('tells once that a purge asks first, and again when it is another one', async () => {
  const { session, door } = await startSession();
  watchDue(session);
  expect(session.notices.list.get()).toEqual([]);
  await door.ChangePlan('free');
  await session.reload();
  await session.reload();
  const told = session.notices.list.get();
  expect(told).toHaveLength(1);
  expect(told[0]?.title).toMatch(/ events are past what the plan keeps$/);
  told[0]?.actions[0]?.run();
  expect(session.view.dialog.get()).toEqual({ kind: 'purge' });
  await door.ChangePlan('starter');
  await session.reload();
  const again = session.notices.list.get();
  expect(again).toHaveLength(1);
  expect(again[0]?.id).not.toBe(told[0]?.id);
});

it('tells that a wrong clock has stopped purging', async () => {
  const { session } = await startSession();
  watchDue(session);
  session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, clock: 'The clock is wrong.' } }));
  expect(session.notices.list.get().map(({ title, text }) => [title, text])).toEqual([['Purging has stopped', 'The clock is wrong.']]);
});
