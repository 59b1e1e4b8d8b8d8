import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { cutNotes } from '../../api/fake/store';
import { SessionContext } from '../../state/SessionContext';
import { renderScreen } from '../../test/render';
import { PastImports } from './PastImports';

it('lists all imports, each with its report, and shows their events', async () => {
  const { session } = await renderScreen(<PastImports />);
  await userEvent.click(await screen.findByRole('button', { name: /cloudtrail/ }));
  expect(screen.getByText('Times in Europe/Paris.')).toBeDefined();
  expect(screen.getByText('Actor is missing or empty')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Show the events of this import' }));
  expect(session.queries.search.get().imports).toEqual([2]);
});

it('names the files that were refused since the archive was opened', async () => {
  const { session } = await renderScreen(<div />);
  session.refused.set([{ file: 'notes.txt', message: 'It holds no events', at: '2026-08-04T07:12:00Z' }]);
  render(
    <SessionContext value={session}>
      <PastImports />
    </SessionContext>,
  );
  const one = within(await screen.findByRole('list', { name: 'Not imported' })).getByRole('listitem');
  expect(one.textContent).toMatch(/^notes.txt was not imported on .*2026.*: It holds no events$/);
});

it('says of which import the file may not have been whole', async () => {
  const { session, door } = await renderScreen(<div />);
  const imports = await door.Imports();
  vi.spyOn(door, 'Imports').mockResolvedValue(imports.map((one) => ({ ...one, ...(one.number === 2 && cutNotes) })));
  render(
    <SessionContext value={session}>
      <PastImports />
    </SessionContext>,
  );
  const marked = (await screen.findAllByRole('button', { expanded: false })).filter((one) => one.textContent?.endsWith('Perhaps not whole'));
  expect(marked.map((one) => one.textContent)).toEqual([expect.stringMatching(/^2\. /)]);
});
