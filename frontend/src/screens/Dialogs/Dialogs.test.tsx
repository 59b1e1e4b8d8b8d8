import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { DialogState } from '../../state/view';
import { renderScreen } from '../../test/render';
import { Dialogs } from './Dialogs';

const all: [DialogState, string][] = [
  [{ kind: 'new' }, 'New archive'],
  [{ kind: 'import', drop: null }, 'Import'],
  [{ kind: 'report', reports: [], refused: [] }, 'Report of 0 imports'],
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
