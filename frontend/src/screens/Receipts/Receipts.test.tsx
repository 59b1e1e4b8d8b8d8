import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Task } from '../../api';
import { purgeEnded } from '../../state/retention';
import { SessionContext } from '../../state/SessionContext';
import { renderScreen } from '../../test/render';
import { Receipts } from './Receipts';

it('says that nothing was purged yet', async () => {
  await renderScreen(<Receipts />);
  expect(await screen.findByText('Nothing has been purged yet.')).toBeDefined();
});

it('lists the purges that were done, and the end of one leads to them', async () => {
  const { session, door } = await renderScreen(<div />);
  const ended = new Promise<Task>((done) => door.on('task', (task) => task.phase === 'done' && done(task)));
  await door.ChangePlan('free');
  const { due, token } = await door.PreviewPurge();
  await door.Purge(token);
  purgeEnded(session, await ended);
  const notice = session.notices.list.get().at(-1);
  expect(notice?.title).toBe(`${String(due)} events purged`);
  notice?.actions[0]?.run();
  expect(session.view.dialog.get()).toEqual({ kind: 'receipts' });
  render(
    <SessionContext value={session}>
      <Receipts />
    </SessionContext>,
  );
  expect((await screen.findByText(/events purged$/)).textContent).toContain(`${String(due)} events purged`);
  expect(screen.getByText(/line 12 of the journal/)).toBeDefined();
});
