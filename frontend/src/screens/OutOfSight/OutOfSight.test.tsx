import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { OutOfSight } from './OutOfSight';

it('says which filters are in force, and clears them but not the text', async () => {
  const { session } = await renderScreen(<OutOfSight />);
  expect(screen.queryByRole('group')).toBeNull();
  await session.change((search) => ({ ...search, text: 'webhook' }));
  expect(screen.queryByRole('group')).toBeNull();
  await session.change((search) => ({ ...search, categories: ['webhook'], imports: [1], page: 2 }));
  expect((await screen.findByRole('group', { name: 'Filters in force' })).textContent).toContain('Filters: category webhook, import 1');
  await userEvent.click(screen.getByRole('button', { name: 'Clear filters' }));
  await waitFor(() => expect(screen.queryByRole('group')).toBeNull());
  expect(session.queries.search.get()).toMatchObject({ text: 'webhook', categories: [], imports: [], page: 1 });
});
