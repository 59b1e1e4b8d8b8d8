import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { SessionContext } from '../../state/SessionContext';
import { renderScreen } from '../../test/render';
import { Purge } from './Purge';

it('shows what is due and why it asks, and purges just that', async () => {
  const { session, door } = await renderScreen(<div />);
  await door.ChangePlan('free');
  const { due, events, token } = await door.PreviewPurge();
  expect(due).toBeGreaterThan(0);
  const call = vi.spyOn(door, 'Purge');
  const { unmount } = renderInto(session);
  expect(await screen.findByText('It would be the first purge under this plan.')).toBeDefined();
  expect(screen.getByText(/are due\./).textContent).toBe(`${String(due)} of ${String(events)} events are due.`);
  expect(screen.getAllByRole('row').length).toBe(Math.min(due, 20) + 1);
  expect(screen.getByText(/backups and synced copies/)).toBeDefined();
  const category = screen.getByRole('heading', { name: 'By category' }).nextElementSibling?.querySelector('[title]');
  expect(category?.getAttribute('title')).toBe(category?.textContent);
  await userEvent.click(screen.getByRole('button', { name: `Purge ${String(due)} events` }));
  expect(call.mock.lastCall).toEqual([token]);
  await waitFor(async () => expect((await door.State()).archive?.events).toBe(events - due));
  unmount();
});

it('keeps everything when put away', async () => {
  const { session, door } = await renderScreen(<div />);
  await door.ChangePlan('free');
  const call = vi.spyOn(door, 'Purge');
  renderInto(session);
  await userEvent.click(await screen.findByRole('button', { name: 'Keep for now' }));
  expect(call).not.toHaveBeenCalled();
});

it('says so where nothing is due, and where nothing ever is', async () => {
  const { session, door } = await renderScreen(<div />);
  await door.ChangePlan('keep');
  renderInto(session);
  expect(await screen.findByText('Nothing is ever due: everything is kept.')).toBeDefined();
  expect(screen.queryByRole('button', { name: /^Purge/ })).toBeNull();
});

it('names the holds that cover no event, whatever is due', async () => {
  const { session, door } = await renderScreen(<div />);
  const search = { ...session.queries.search.get(), text: 'zebra' };
  await door.PlaceHold({ search, name: 'Matter 17', reason: 'r', empty: true });
  await door.PlaceHold({ search: { ...search, text: '' }, name: '', reason: 'r', empty: false });
  renderInto(session);
  expect((await screen.findByText(/^This hold covers no event/)).textContent).toContain('H1 Matter 17: events with “zebra”');
});

/** The dialog over a session that is there already. */
function renderInto(session: Awaited<ReturnType<typeof renderScreen>>['session']) {
  return render(
    <SessionContext value={session}>
      <Purge />
    </SessionContext>,
  );
}

it('shows what is due and purges nothing where the archive is read-only', async () => {
  const { session, door } = await renderScreen(<div />);
  await door.ChangePlan('free');
  session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, readOnly: 'it is on a disk that is only read' } }));
  const call = vi.spyOn(door, 'Purge');
  renderInto(session);
  const button = await screen.findByRole('button', { name: /^Purge .* events$/ });
  expect(screen.getByText(/^This archive is read-only here/)).toBeDefined();
  await userEvent.click(button);
  expect(call).not.toHaveBeenCalled();
});
