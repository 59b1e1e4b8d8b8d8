import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { saveSearch } from '../../state/saved';
import { renderScreen } from '../../test/render';
import { Filters } from './Filters';

it('filters by exact value, and its own counts stay', async () => {
  const { session } = await renderScreen(<Filters />);
  const names = () => screen.getAllByRole('button', { name: /^(webhook|credit), / }).map((button) => button.getAttribute('aria-label'));
  const before = names();
  await userEvent.click(screen.getByRole('button', { name: /^webhook, / }));
  await waitFor(() => expect(session.queries.answer.get().search.categories).toEqual(['webhook']));
  expect(names()).toEqual(before);
  expect(session.queries.answer.get().result?.hits.every((hit) => hit.category === 'webhook')).toBe(true);
});

it('time: the last days, and all of it again', async () => {
  const { session } = await renderScreen(<Filters />);
  await userEvent.click(screen.getByRole('button', { name: 'Last 30 days' }));
  expect(session.queries.search.get().range.hours).toBe(720);
  await userEvent.click(screen.getByRole('button', { name: 'All time' }));
  expect(session.queries.search.get().range.hours).toBe(0);
});

it('conflicts only, where there are any', async () => {
  const { session } = await renderScreen(<Filters />);
  await userEvent.click(screen.getByRole('button', { name: /^Conflicts only/ }));
  await waitFor(() => expect(session.queries.answer.get().result?.total).toBe(2));
});

it('counts the conflicts of the search, and not of the archive', async () => {
  const { session } = await renderScreen(<Filters />);
  expect(await screen.findByRole('button', { name: 'Conflicts only, 2' })).toBeDefined();
  await session.change((search) => ({ ...search, text: 'edited' }));
  expect(await screen.findByRole('button', { name: 'Conflicts only, 1' })).toBeDefined();
  await session.change((search) => ({ ...search, conflictsOnly: true }));
  await session.change((search) => ({ ...search, text: '' }));
  expect(await screen.findByRole('button', { name: 'Conflicts only, 2' })).toBeDefined();
  await session.change((search) => ({ ...search, text: 'nothing has this' }));
  expect(await screen.findByRole('button', { name: 'Conflicts only, 0' })).toBeDefined();
});

it('saved searches are applied, replaced and deleted', async () => {
  const { session } = await renderScreen(<Filters />);
  await session.change((search) => ({ ...search, text: 'failed' }));
  saveSearch(session, 'Failed');
  await session.change((search) => ({ ...search, text: '' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Failed' }));
  expect(session.queries.search.get().text).toBe('failed');
  await userEvent.click(screen.getByRole('button', { name: 'Saved search Failed: more' }));
  await userEvent.click(screen.getByRole('menuitem', { name: 'Delete' }));
  expect(session.app.get().settings.saved).toEqual([]);
});
