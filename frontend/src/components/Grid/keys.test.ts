import { describe, expect, it } from 'vitest';
import { intent, type Cell, type GridShape } from './keys';

const shape: GridShape = { rows: 200, cols: 5, screen: 18, rightToLeft: false };
const press = (text: string, at: Cell, over: Partial<GridShape> = {}) => {
  const parts = text.split('+');
  const key = parts[parts.length - 1] ?? '';
  return intent(
    { key: key === 'Space' ? ' ' : key, ctrlKey: parts.includes('Ctrl'), metaKey: false, shiftKey: parts.includes('Shift'), altKey: parts.includes('Alt') },
    at,
    { ...shape, ...over },
  );
};
const to = (row: number, col: number, extend = false) => ({ kind: 'move', to: { row, col }, extend });

describe('keys in a row', () => {
  const at = { row: 10, col: 2 };
  it.each([
    ['ArrowDown', to(11, 2)],
    ['ArrowUp', to(9, 2)],
    ['ArrowLeft', to(10, 1)],
    ['ArrowRight', to(10, 3)],
    ['Home', to(10, 0)],
    ['End', to(10, 4)],
    ['Ctrl+Home', to(0, 2)],
    ['Ctrl+End', to(199, 2)],
    ['PageDown', to(28, 2)],
    ['PageUp', to(0, 2)],
    ['Shift+ArrowDown', to(11, 2, true)],
    ['Shift+PageDown', to(28, 2, true)],
    ['Ctrl+Shift+End', to(199, 2, true)],
    ['Space', { kind: 'toggle' }],
    ['Ctrl+Space', { kind: 'toggle' }],
    ['Shift+Space', { kind: 'extend' }],
    ['Enter', { kind: 'open' }],
    ['Alt+ArrowLeft', null],
    ['Ctrl+ArrowDown', null],
    ['x', null],
  ])('%s', (key, expected) => {
    expect(press(key, at)).toEqual(expected);
  });
});

describe('keys in the heading', () => {
  const at = { row: -1, col: 2 };
  it.each([
    ['ArrowDown', to(0, 2)],
    ['ArrowUp', to(-1, 2)],
    ['Enter', { kind: 'sort' }],
    ['Space', { kind: 'sort' }],
    ['Shift+ArrowRight', { kind: 'resize', by: 16 }],
    ['Shift+ArrowLeft', { kind: 'resize', by: -16 }],
    ['Shift+Home', { kind: 'standardWidth' }],
    ['End', to(-1, 4)],
  ])('%s', (key, expected) => {
    expect(press(key, at)).toEqual(expected);
  });

  it('the checkbox marks the page', () => {
    expect(press('Space', { row: -1, col: 0 })).toEqual({ kind: 'togglePage' });
    expect(press('Shift+ArrowRight', { row: -1, col: 0 })).toBeNull();
  });
});

it('the first row leads up to the heading, the edges hold', () => {
  expect(press('ArrowUp', { row: 0, col: 1 })).toEqual(to(-1, 1));
  expect(press('Shift+ArrowUp', { row: 0, col: 1 })).toEqual(to(-1, 1));
  expect(press('ArrowDown', { row: 199, col: 1 })).toEqual(to(199, 1));
  expect(press('ArrowLeft', { row: 3, col: 0 })).toEqual(to(3, 0));
});

it('right to left, left and right change places', () => {
  expect(press('ArrowLeft', { row: 3, col: 1 }, { rightToLeft: true })).toEqual(to(3, 2));
  expect(press('Shift+ArrowLeft', { row: -1, col: 1 }, { rightToLeft: true })).toEqual({ kind: 'resize', by: 16 });
});

it('without rows nothing leads down', () => {
  expect(press('ArrowDown', { row: -1, col: 1 }, { rows: 0 })).toBeNull();
  expect(press('PageDown', { row: -1, col: 1 }, { rows: 0 })).toBeNull();
});
