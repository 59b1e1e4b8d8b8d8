import { act, screen, within } from '@testing-library/react';
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
