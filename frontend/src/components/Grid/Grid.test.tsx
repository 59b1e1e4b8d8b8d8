import { fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { GridColumn } from './columns';
import { Grid, type GridProps } from './Grid';
import type { GridSelect } from './range';

interface Item {
  key: number;
  name: string;
}

const columns: GridColumn<Item>[] = ['member', 'action', 'description', 'timestamp'].map((id) => ({
  id,
  heading: id,
  render: (row) => `${id} ${row.name}`,
  width: 120,
  standard: '120px',
  least: 80,
  most: 400,
  resize: id === 'description' ? 'none' : 'end',
}));

const items = (n: number, from = 0): Item[] => Array.from({ length: n }, (_, i) => ({ key: from + i, name: String(from + i) }));

function props(over: Partial<GridProps<Item>> = {}): GridProps<Item> {
  return {
    label: 'Events', columns, rows: items(200), rowKey: (row) => row.key, rowLabel: (row) => `Select ${row.name}`,
    offset: 200, total: 18_717, busy: false, sort: { column: 'timestamp', descending: true }, mark: 'some',
    pageLabel: 'Select all on this page', isSelected: (row) => row.key === 1, current: null, rowHeight: 32,
    windowed: true, wrap: false, resetKey: 'a', onSort: vi.fn(), onNear: vi.fn(), onSelect: vi.fn(), onTogglePage: vi.fn(),
    onOpen: vi.fn(), onActive: vi.fn(), onWidth: vi.fn(), ...over,
  };
}

const cell = (row: number, col: number) => document.querySelector<HTMLElement>(`[data-row="${String(row)}"] > [data-col="${String(col)}"]`);

describe('what assistive technology is told', () => {
  it('true totals and places, though few rows are drawn', () => {
    render(<Grid {...props()} />);
    const grid = screen.getByRole('grid', { name: 'Events' });
    expect(grid.getAttribute('aria-rowcount')).toBe('18718');
    const rows = within(grid).getAllByRole('row');
    expect(rows.length).toBeLessThan(90);
    expect(rows[1]?.getAttribute('aria-rowindex')).toBe('202');
    expect(rows[2]?.getAttribute('aria-selected')).toBe('true');
  });

  it('all rows of the page with windowing off', () => {
    render(<Grid {...props({ windowed: false })} />);
    expect(screen.getAllByRole('row')).toHaveLength(201);
  });

  it('the order, on the sorted heading alone', () => {
    render(<Grid {...props()} />);
    const heads = screen.getAllByRole('columnheader');
    expect(heads.map((head) => head.getAttribute('aria-sort'))).toEqual([null, 'none', 'none', 'none', 'descending']);
  });

  it.each([['none', 'false'], ['some', 'mixed'], ['all', 'true']] as const)('the page’s checkbox: %s', (mark, checked) => {
    render(<Grid {...props({ mark })} />);
    expect(screen.getByRole('checkbox', { name: 'Select all on this page' }).getAttribute('aria-checked')).toBe(checked);
  });
});

describe('the focus', () => {
  it('has one stop, and it is the first row', async () => {
    render(<Grid {...props()} />);
    expect(document.querySelectorAll('[role="grid"] [tabindex="0"]')).toHaveLength(1);
    await userEvent.tab();
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('0');
  });

  it('moves by keys to rows that were not drawn', async () => {
    render(<Grid {...props()} />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{Control>}{End}{/Control}');
    expect(document.activeElement).toBe(cell(199, 1));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(cell(199, 1));
  });

  it('stays on a row that is scrolled away', async () => {
    render(<Grid {...props()} />);
    await userEvent.tab();
    const grid = screen.getByRole('grid');
    grid.scrollTop = 150 * 32;
    fireEvent.scroll(grid);
    expect(cell(150, 1)).not.toBeNull();
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('0');
  });

  it('goes to the first row when the page changes under it', async () => {
    const { rerender } = render(<Grid {...props()} />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowRight}{Control>}{End}{/Control}');
    rerender(<Grid {...props({ rows: items(17, 200), resetKey: 'b' })} />);
    expect(document.activeElement).toBe(cell(0, 1));
  });

  it('is not taken back after a press elsewhere', async () => {
    const { rerender } = render(<><Grid {...props()} /><p>elsewhere</p></>);
    await userEvent.tab();
    await userEvent.click(screen.getByText('elsewhere'));
    rerender(<><Grid {...props({ rows: items(5), resetKey: 'b' })} /><p>elsewhere</p></>);
    expect(document.activeElement).toBe(document.body);
  });

  it('goes to the heading when no row is left, and to a row when there is one', async () => {
    const { rerender } = render(<Grid {...props()} />);
    await userEvent.tab();
    rerender(<Grid {...props({ rows: [], total: 0, resetKey: 'b' })} />);
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('-1');
    rerender(<Grid {...props({ resetKey: 'c' })} />);
    expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('0');
  });

  it('tells which row it is on', async () => {
    const onActive = vi.fn();
    render(<Grid {...props({ onActive })} />);
    await userEvent.tab();
    await userEvent.keyboard('{ArrowDown}');
    expect(onActive).toHaveBeenLastCalledWith({ key: 1, name: '1' });
  });
});

describe('selecting', () => {
  const selecting = () => {
    const onSelect = vi.fn<(change: GridSelect) => void>();
    render(<Grid {...props({ onSelect })} />);
    return onSelect;
  };

  it('by checkbox, by Space and with Ctrl', async () => {
    const onSelect = selecting();
    await userEvent.click(screen.getByRole('checkbox', { name: 'Select 3' }));
    await userEvent.keyboard('{ArrowDown} ');
    fireEvent.click(cell(6, 2) ?? document, { ctrlKey: true });
    expect(onSelect.mock.calls.map(([change]) => change)).toEqual([
      { kind: 'toggle', index: 3 },
      { kind: 'toggle', index: 4 },
      { kind: 'toggle', index: 6 },
    ]);
  });

  it('a plain click asks for this row only', () => {
    const onSelect = selecting();
    fireEvent.click(cell(2, 3) ?? document);
    expect(onSelect).toHaveBeenCalledWith({ kind: 'only', index: 2 });
  });

  it('a range by Shift and click, from the row before', () => {
    const onSelect = selecting();
    fireEvent.click(cell(2, 0) ?? document);
    fireEvent.click(cell(5, 3) ?? document, { shiftKey: true });
    expect(onSelect).toHaveBeenLastCalledWith({ kind: 'range', on: [2, 3, 4, 5], off: [] });
  });

  it('a range by Shift and arrows, which can shrink again', async () => {
    const onSelect = selecting();
    await userEvent.click(cell(2, 1) ?? document.body);
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}');
    expect(onSelect.mock.calls.slice(1).map(([change]) => change)).toEqual([
      { kind: 'range', on: [2, 3], off: [] },
      { kind: 'range', on: [2, 3, 4], off: [] },
      { kind: 'range', on: [2, 3], off: [4] },
    ]);
  });
});

it('headings sort by click and by key', async () => {
  const onSort = vi.fn();
  render(<Grid {...props({ onSort })} />);
  await userEvent.click(screen.getByRole('button', { name: 'member' }));
  expect(onSort).toHaveBeenCalledWith('member');
  await userEvent.keyboard('{ArrowRight}{Enter}');
  expect(onSort).toHaveBeenLastCalledWith('action');
  expect(onSort).toHaveBeenCalledTimes(2);
});

it('tells which heading the mouse or the focus is on', async () => {
  const onNear = vi.fn();
  render(<Grid {...props({ onNear })} />);
  await userEvent.hover(screen.getByRole('button', { name: 'member' }));
  expect(onNear).toHaveBeenLastCalledWith('member');
  await userEvent.hover(screen.getByRole('button', { name: 'action' }));
  expect(onNear).toHaveBeenLastCalledWith('action');
  await userEvent.hover(screen.getAllByRole('gridcell')[1] ?? document.body);
  expect(onNear).toHaveBeenLastCalledWith(null);
  await userEvent.click(screen.getByRole('button', { name: 'action' }));
  await userEvent.unhover(screen.getByRole('grid'));
  expect(onNear).toHaveBeenLastCalledWith(null);
  await userEvent.keyboard('{ArrowLeft}');
  expect(onNear).toHaveBeenLastCalledWith('member');
  expect(onNear).toHaveBeenCalledTimes(6);
});

it('columns are resized by keys, and set back', async () => {
  const widths: [string, number][] = [];
  function Resizable() {
    const [width, setWidth] = useState(120);
    const own = columns.map((column) => (column.id === 'member' ? { ...column, width } : column));
    return (
      <Grid
        {...props({ columns: own })}
        onWidth={(id, next) => {
          widths.push([id, next]);
          setWidth(next);
        }}
      />
    );
  }
  render(<Resizable />);
  screen.getByRole('button', { name: 'member' }).focus();
  await userEvent.keyboard('{Shift>}{ArrowRight}{ArrowRight}{Home}{/Shift}');
  expect(widths).toEqual([['member', 136], ['member', 152], ['member', 0]]);
});

it('Enter and a double click open a row', async () => {
  const onOpen = vi.fn();
  render(<Grid {...props({ onOpen })} />);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(onOpen).toHaveBeenLastCalledWith({ key: 1, name: '1' });
  fireEvent.doubleClick(cell(4, 3) ?? document);
  expect(onOpen).toHaveBeenLastCalledWith({ key: 4, name: '4' });
});

it('a range by Shift and click starts at the row that had the focus, if nothing was selected', async () => {
  const onSelect = vi.fn();
  render(<Grid {...props({ onSelect })} />);
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  const user = userEvent.setup();
  await user.keyboard('{Shift>}');
  await user.click(cell(4, 3) ?? document.body);
  expect(onSelect).toHaveBeenCalledExactlyOnceWith({ kind: 'range', on: [2, 3, 4], off: [] });
});

it('a press beside the cells of a row selects nothing', () => {
  const given = props();
  render(<Grid {...given} />);
  const row = document.querySelector<HTMLElement>('[data-row="3"]')!;
  fireEvent.click(row);
  fireEvent.doubleClick(row);
  expect(given.onSelect).not.toHaveBeenCalled();
  expect(given.onOpen).not.toHaveBeenCalled();
});

it('says by which the focus was moved last: keys show it', () => {
  render(<Grid {...props()} />);
  const grid = screen.getByRole('grid');
  fireEvent.mouseDown(cell(2, 1)!);
  fireEvent.click(cell(2, 1)!);
  expect(grid.hasAttribute('data-keys')).toBe(false);
  fireEvent.keyDown(cell(2, 1)!, { key: 'ArrowUp' });
  expect(grid.hasAttribute('data-keys')).toBe(true);
  fireEvent.mouseDown(cell(2, 1)!);
  expect(grid.hasAttribute('data-keys')).toBe(false);
});
