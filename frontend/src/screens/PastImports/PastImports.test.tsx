import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
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
