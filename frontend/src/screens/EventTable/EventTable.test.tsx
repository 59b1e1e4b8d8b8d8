import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { eventColumns, needlesOf } from './columns';
import { EventTable } from './EventTable';

const cell = (row: number, col: number) => document.querySelector<HTMLElement>(`[data-row="${String(row)}"] > [data-col="${String(col)}"]`);

describe('the table', () => {
  it('names the zone in the heading and gives UTC and the original on hovering', async () => {
    await renderScreen(<EventTable />);
    expect(screen.getByRole('columnheader', { name: 'Timestamp (Paris)' }).getAttribute('aria-sort')).toBe('descending');
    const titles = [0, 1, 2, 3, 4, 5].map((row) => cell(row, 4)?.title ?? '');
    expect(titles.every((title) => title.includes('(UTC)'))).toBe(true);
    expect(titles.some((title) => title.includes('(original)'))).toBe(true);
  });

  it('marks what was found', async () => {
    const { session } = await renderScreen(<EventTable />);
    await session.change((search) => ({ ...search, text: 'webhook' }));
    await waitFor(() => expect(cell(0, 2)?.querySelector('mark')?.textContent).toBe('webhook'));
    expect(cell(0, 3)?.querySelector('mark')?.textContent).toBe('Webhook');
  });

  it('a plain click selects one; ticking keeps what a click would drop', async () => {
    const { session } = await renderScreen(<EventTable />);
    fireEvent.click(cell(1, 3)!);
    fireEvent.click(cell(2, 3)!);
    expect(session.selections.picked.get().seqs.size).toBe(1);
    fireEvent.click(cell(4, 0)!);
    fireEvent.click(cell(5, 3)!);
    expect(session.selections.picked.get().seqs.size).toBe(2);
  });

  it('keeps its column widths', async () => {
    const { session } = await renderScreen(<EventTable />);
    screen.getByRole('button', { name: 'Member' }).focus();
    fireEvent.keyDown(document.activeElement!, { key: 'ArrowRight', shiftKey: true });
    expect(session.app.get().settings.columns.member).toBeGreaterThan(0);
  });

  it('opens on a double click', async () => {
    const { session } = await renderScreen(<EventTable />);
    fireEvent.doubleClick(cell(3, 3)!);
    expect(session.view.shown.get()).toBe(session.queries.answer.get().result?.hits[3]?.seq);
  });
});

it('a text from right to left keeps its beginning where it is cut off', () => {
  const dir = (id: string) => eventColumns([], 'UTC', { member: 0, action: 0, timestamp: 0 }).find((column) => column.id === id)?.dir;
  const hit = { seq: 1, actor: 'ana', category: 'a', action: 'b', description: 'مفتاح الإنتاج', time: '2026-01-01T00:00:00Z' };
  expect(dir('description')?.(hit)).toBe('rtl');
  expect(dir('description')?.({ ...hit, damage: 'its hash is another' })).toBeUndefined();
  expect(dir('member')?.(hit)).toBeUndefined();
});

it('a damaged event says so in its place', () => {
  const hit = {
    seq: 195, actor: 'ana', category: 'webhook', action: 'created', description: '', time: '2026-08-02T17:39:42Z', damage: 'Read event number 195: damaged',
  };
  const column = eventColumns([], 'UTC', { member: 0, action: 0, timestamp: 0 }).find(({ id }) => id === 'description');
  render(<>{column?.render(hit)}</>);
  expect(screen.getByText('Damaged, cannot be read: Read event number 195: damaged')).toBeTruthy();
  expect(column?.title?.(hit)).toBe(hit.damage);
});

it('each term marks where it was looked for, and nothing that is left out', () => {
  const term = (field: 'any' | 'member' | 'category' | 'action' | 'description', text: string, exclude = false) => ({ field, text, exclude, inside: false });
  const needles = needlesOf([term('any', 'a'), term('member', 'm'), term('category', 'c'), term('action', 'k'), term('description', 'd'), term('any', 'x', true)]);
  expect(needles.member.map((needle) => needle.text)).toEqual(['a', 'm']);
  expect(needles.action).toEqual([{ text: 'a', inside: false }, { text: 'k', inside: false }, { text: 'c', inside: false, bounded: true }]);
  expect(needles.description.map((needle) => needle.text)).toEqual(['a', 'd']);
});
