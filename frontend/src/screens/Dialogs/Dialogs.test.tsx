import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { report } from '../../api/fake/store';
import type { DialogState } from '../../state/view';
import { renderScreen } from '../../test/render';
import { Dialogs } from './Dialogs';

const all: [DialogState, string][] = [
  [{ kind: 'new' }, 'New archive'],
  [{ kind: 'import', drop: null }, 'Import'],
  [{ kind: 'report', reports: [report(1, 9)], refused: [] }, 'Import report'],
  [{ kind: 'imports' }, 'Past imports'],
  [{ kind: 'settings' }, 'Settings'],
  [{ kind: 'shortcuts' }, 'Keyboard shortcuts'],
  [{ kind: 'save' }, 'Save this search'],
  [{ kind: 'rename', name: 'x' }, 'Rename the saved search'],
  [{ kind: 'paste', text: '' }, 'Select by event id'],
  [{ kind: 'dates' }, 'Choose dates'],
  [{ kind: 'verify' }, 'Verify'],
  [{ kind: 'verify-bundle' }, 'Evidence bundle'],
  [{ kind: 'journal' }, 'Journal'],
  [{ kind: 'checkpoints' }, 'Checkpoints and exported files'],
  [{ kind: 'bundle' }, 'Export evidence bundle'],
  [{ kind: 'purge' }, 'Purge'],
  [{ kind: 'plan' }, 'Change the plan'],
  [{ kind: 'holds' }, 'Holds'],
  [{ kind: 'receipts' }, 'Receipts of purges'],
  [{ kind: 'leave' }, 'Close Daybook?'],
];

it.each(all)('$kind', async (state, title) => {
  const { session } = await renderScreen(<Dialogs />);
  act(() => session.view.open(state));
  expect(await screen.findByRole('dialog', { name: title })).toBeDefined();
});

it('a notice that comes while a dialog is open is in it, to be used there', async () => {
  const { session, door } = await renderScreen(<Dialogs />);
  act(() => {
    session.notices.add('done', 'came before');
    session.view.open({ kind: 'imports' });
  });
  const dialog = await screen.findByRole('dialog', { name: 'Past imports' });
  await userEvent.click(await within(dialog).findByRole('button', { name: /cloudtrail/ }));
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save the rejections…' }));
  const saved = await within(dialog).findByRole('region', { name: '2 rejections saved' });
  const ShowInFolder = vi.spyOn(door, 'ShowInFolder');
  await userEvent.click(within(saved).getByRole('button', { name: 'Show in folder' }));
  expect(ShowInFolder).toHaveBeenCalled();
  expect(within(dialog).queryByText('came before')).toBeNull();
});

const begins: [DialogState, string, RegExp | string][] = [
  [{ kind: 'new' }, 'textbox', 'Name'],
  [{ kind: 'import', drop: null }, 'button', 'Choose files…'],
  [{ kind: 'report', reports: [report(1, 9)], refused: [] }, 'button', 'Done'],
  [{ kind: 'imports' }, 'button', 'Done'],
  [{ kind: 'settings' }, 'radio', 'As the system'],
  [{ kind: 'shortcuts' }, 'button', 'Done'],
  [{ kind: 'save' }, 'textbox', 'Name'],
  [{ kind: 'rename', name: 'x' }, 'textbox', 'Name'],
  [{ kind: 'paste', text: '' }, 'textbox', 'Event ids'],
  [{ kind: 'dates' }, 'spinbutton', /^day, From|^month, From/],
  [{ kind: 'verify' }, 'button', 'Verify'],
  [{ kind: 'verify-bundle' }, 'button', 'Done'],
  [{ kind: 'journal' }, 'button', 'Done'],
  [{ kind: 'checkpoints' }, 'button', 'Save checkpoint…'],
  [{ kind: 'bundle' }, 'textbox', 'Case'],
  [{ kind: 'purge' }, 'button', /^(Keep for now|Done)$/],
  [{ kind: 'plan' }, 'radio', /^Enterprise/],
  [{ kind: 'holds' }, 'textbox', 'Name'],
  [{ kind: 'receipts' }, 'button', 'Done'],
  [{ kind: 'leave' }, 'button', 'Keep it open'],
];

it.each(begins)('$kind begins where one would', async (state, role, name) => {
  const { session } = await renderScreen(<Dialogs />);
  act(() => session.view.open(state));
  await waitFor(() => expect(screen.getAllByRole(role, { name })[0]).toBe(document.activeElement));
});

it('Enter in a date shows that time, as in any dialog with one main action', async () => {
  const { session } = await renderScreen(<Dialogs />);
  await session.change((search) => ({ ...search, range: { hours: 0, from: '2026-08-02T17:30:00Z', to: '' } }));
  act(() => session.view.open({ kind: 'dates' }));
  await userEvent.click(await screen.findByRole('spinbutton', { name: /minute, From/ }));
  await userEvent.keyboard('{ArrowUp}{Enter}');
  expect(session.view.dialog.get()).toBeNull();
  expect(session.queries.search.get().range.from).toBe('2026-08-02T17:31:00Z');
});

it('Enter changes the plan that is chosen, once its effect is shown', async () => {
  const { session, door } = await renderScreen(<Dialogs />);
  const ChangePlan = vi.spyOn(door, 'ChangePlan');
  act(() => session.view.open({ kind: 'plan' }));
  const now = await screen.findByRole('radio', { name: /^Enterprise/ });
  await waitFor(() => expect(document.activeElement).toBe(now));
  await userEvent.keyboard('{Enter}');
  expect(session.view.dialog.get()).toEqual({ kind: 'plan' });
  await userEvent.click(screen.getByRole('radio', { name: /^Free/ }));
  await screen.findByText(/are due\./);
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(session.view.dialog.get()).toBeNull());
  expect(ChangePlan.mock.lastCall?.[0]).toBe('free');
});

it('Enter in the name of a hold places it, in its reason it does not', async () => {
  const { session, door } = await renderScreen(<Dialogs />);
  act(() => session.view.open({ kind: 'holds' }));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' })));
  const PlaceHold = vi.spyOn(door, 'PlaceHold');
  await userEvent.keyboard('Matter 17{Tab}asked for{Enter}by counsel');
  expect(PlaceHold).not.toHaveBeenCalled();
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), '{Enter}');
  expect(PlaceHold.mock.lastCall?.[0]).toMatchObject({ name: 'Matter 17', reason: 'asked for\nby counsel' });
});
