/** The meaning of each key in the grid. Pure, so that each key can be tested. */

export interface Cell {
  /** -1 for the heading. */
  row: number;
  /** 0 for the checkbox. */
  col: number;
}

export interface GridShape {
  rows: number;
  /** With the checkbox. */
  cols: number;
  /** Rows that fit on the screen. */
  screen: number;
  rightToLeft: boolean;
}

export interface GridKey {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

export type Intent =
  | { kind: 'move'; to: Cell; extend: boolean }
  | { kind: 'toggle' }
  | { kind: 'extend' }
  | { kind: 'open' }
  | { kind: 'togglePage' }
  | { kind: 'sort' }
  | { kind: 'resize'; by: number }
  | { kind: 'standardWidth' };

const resizeStep = 16;

export function intent(event: GridKey, at: Cell, shape: GridShape): Intent | null {
  if (event.altKey) return null;
  const mod = event.ctrlKey || event.metaKey;
  const heading = at.row < 0;
  const key = mirrored(event.key, shape.rightToLeft);
  if (heading && event.shiftKey && !mod) {
    if (at.col === 0) return null;
    if (key === 'ArrowRight') return { kind: 'resize', by: resizeStep };
    if (key === 'ArrowLeft') return { kind: 'resize', by: -resizeStep };
    if (key === 'Home') return { kind: 'standardWidth' };
  }
  if (key === ' ' || key === 'Enter') return press(key, at, event.shiftKey, mod);
  const to = target(key, mod, at, shape);
  if (!to || (to.row === at.row && to.col === at.col)) return to ? { kind: 'move', to: at, extend: false } : null;
  return { kind: 'move', to, extend: event.shiftKey && !heading && to.row >= 0 && to.row !== at.row };
}

function mirrored(key: string, rightToLeft: boolean): string {
  if (!rightToLeft) return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}

function press(key: string, at: Cell, shift: boolean, mod: boolean): Intent | null {
  if (at.row < 0) return mod ? null : { kind: at.col === 0 ? 'togglePage' : 'sort' };
  if (key === 'Enter') return mod || shift ? null : { kind: 'open' };
  return { kind: shift ? 'extend' : 'toggle' };
}

function target(key: string, mod: boolean, at: Cell, { rows, cols, screen }: GridShape): Cell | null {
  const row = (n: number) => Math.max(0, Math.min(rows - 1, n));
  switch (key) {
    case 'ArrowRight':
      return mod ? null : { row: at.row, col: Math.min(cols - 1, at.col + 1) };
    case 'ArrowLeft':
      return mod ? null : { row: at.row, col: Math.max(0, at.col - 1) };
    case 'ArrowDown':
      return rows === 0 || mod ? null : { row: row(at.row + 1), col: at.col };
    case 'ArrowUp':
      return mod ? null : { row: Math.max(-1, at.row - 1), col: at.col };
    case 'Home':
      return mod && rows > 0 ? { row: 0, col: at.col } : { row: at.row, col: 0 };
    case 'End':
      return mod && rows > 0 ? { row: rows - 1, col: at.col } : { row: at.row, col: cols - 1 };
    case 'PageDown':
      return rows === 0 || mod ? null : { row: row(Math.max(0, at.row) + screen), col: at.col };
    case 'PageUp':
      return rows === 0 || mod ? null : { row: row(at.row - screen), col: at.col };
    default:
      return null;
  }
}
