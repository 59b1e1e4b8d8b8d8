import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { TableFooter } from './TableFooter';

it('says what is on the page, and turns pages', async () => {
  const { session, container } = await renderScreen(<TableFooter />);
  expect(container.textContent).toContain('1–200 of 450 events');
  await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
  await waitFor(() => expect(container.textContent).toContain('201–400 of 450'));
  expect(session.queries.search.get().page).toBe(2);
});

it('says how many are selected elsewhere, shows only these, and clears', async () => {
  const { session, container } = await renderScreen(<TableFooter />);
  const { result } = session.queries.answer.get();
  session.selections.setHits({ hits: result?.hits.slice(0, 2) ?? [], token: '' }, true);
  await session.change((search) => ({ ...search, page: 2 }));
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  await waitFor(() => expect(container.textContent).toContain('3 selected, 2 not on this page'));
  await userEvent.click(screen.getByRole('button', { name: 'Show only these' }));
  await waitFor(() => expect(session.queries.answer.get().result?.total).toBe(3));
  await userEvent.click(screen.getByRole('button', { name: 'Clear' }));
  await waitFor(() => expect(session.queries.answer.get().result?.total).toBe(450));
});
