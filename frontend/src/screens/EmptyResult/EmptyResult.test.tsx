import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { settled } from '../../test/session';
import { renderScreen } from '../../test/render';
import { EmptyResult } from './EmptyResult';

it('says what was asked and offers to drop what is in the way', async () => {
  const { session } = await renderScreen(<EmptyResult />);
  await session.change((search) => ({ ...search, text: 'webhook', categories: ['credit'] }));
  expect(await screen.findByText('Asked for: text “webhook”, category credit.')).toBeDefined();
  await userEvent.click(await screen.findByRole('button', { name: /^Drop text “webhook”: \d+ events/ }));
  await waitFor(() => expect(session.queries.answer.get().result?.total).toBeGreaterThan(0));
});

it('of a very long query repeats the beginning only, and has the rest on hovering', async () => {
  const { session } = await renderScreen(<EmptyResult />);
  const text = 'quarantined '.repeat(340).trim();
  await session.change((search) => ({ ...search, text, categories: ['credit'] }));
  const asked = await screen.findByText(/^Asked for: text “quarantined .*…”, category credit\.$/);
  expect(asked.textContent.length).toBeLessThan(200);
  expect(asked.title).toBe(text);
  for (const way of await screen.findAllByRole('button', { name: /^Drop/ })) expect(way.textContent.length).toBeLessThan(200);
});

it('says what went wrong, and tries again', async () => {
  const { session, door } = await renderScreen(<EmptyResult />);
  const Search = door.Search;
  door.Search = () => Promise.reject({ code: 'damaged', message: 'Event 17 is missing', hint: 'Import its file again.' });
  await session.change((search) => ({ ...search, text: 'x' }));
  expect(await screen.findByRole('heading', { name: 'Event 17 is missing' })).toBeDefined();
  door.Search = Search;
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await settled(session);
  expect(session.queries.answer.get().fault).toBeNull();
});
