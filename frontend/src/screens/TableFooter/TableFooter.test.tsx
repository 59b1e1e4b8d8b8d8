import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { turnPage } from '../../commands/table';
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

it('the page that is turned to next is asked for while nothing else is', async () => {
  const { session, door } = await renderScreen(<TableFooter />);
  const asked: number[] = [];
  const { Search } = door;
  door.Search = (request) => {
    asked.push(request.search.page);
    return Search(request);
  };
  await userEvent.hover(screen.getByRole('button', { name: 'Next page' }));
  await waitFor(() => expect(asked).toEqual([2]));
  await userEvent.keyboard('{Escape}');
  turnPage(session, 1);
  await waitFor(() => expect(session.queries.answer.get().result?.page).toBe(2));
  await waitFor(() => expect(asked).toEqual([2, 3]));
  turnPage(session, -1);
  await waitFor(() => expect(session.queries.answer.get().result?.page).toBe(1));
  await new Promise((done) => setTimeout(done, 100));
  expect(asked).toEqual([2, 3, 1]);
});
