import { expect, it } from 'vitest';
import { rangeChange } from './range';
import { drawnRows, visibleRows } from './visible';

it('draws what is on the screen and some beyond', () => {
  const range = visibleRows(3200, 600, 32, 200);
  expect(range.start).toBeLessThanOrEqual(96);
  expect(range.end).toBeGreaterThanOrEqual(123);
  expect(range.end - range.start).toBeLessThan(36);
});

it('stays within the rows', () => {
  expect(visibleRows(0, 600, 32, 3)).toEqual({ start: 0, end: 3 });
  expect(visibleRows(9999, 600, 32, 0)).toEqual({ start: 0, end: 0 });
  expect(visibleRows(99_999, 600, 32, 200).end).toBe(200);
});

it('keeps the row with the focus, in order', () => {
  expect(drawnRows({ start: 10, end: 13 }, 2, 200)).toEqual([2, 10, 11, 12]);
  expect(drawnRows({ start: 10, end: 13 }, 150, 200)).toEqual([10, 11, 12, 150]);
  expect(drawnRows({ start: 10, end: 13 }, 11, 200)).toEqual([10, 11, 12]);
  expect(drawnRows({ start: 10, end: 13 }, -1, 200)).toEqual([10, 11, 12]);
});

it('a range gives back what it has left', () => {
  expect(rangeChange(5, 5, 8)).toEqual({ kind: 'range', on: [5, 6, 7, 8], off: [] });
  expect(rangeChange(5, 8, 6)).toEqual({ kind: 'range', on: [5, 6], off: [7, 8] });
  expect(rangeChange(5, 8, 3)).toEqual({ kind: 'range', on: [3, 4, 5], off: [6, 7, 8] });
});

it('has every row that can be seen, wherever it is scrolled to', () => {
  for (let top = 0; top <= 200 * 32 - 600; top += 7) {
    const { start, end } = visibleRows(top, 600, 32, 200);
    expect(start).toBeLessThanOrEqual(Math.floor(top / 32));
    expect(end).toBeGreaterThanOrEqual(Math.min(200, Math.ceil((top + 600) / 32)));
  }
});
