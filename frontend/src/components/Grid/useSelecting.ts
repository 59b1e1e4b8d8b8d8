import { useRef } from 'react';
import { rangeChange, type GridSelect } from './range';

/** Selecting by places on the page: ranges start where something was last
 * selected, if that row is still here. */
export function useSelecting<R>(rows: readonly R[], rowKey: (row: R) => number, onSelect: (change: GridSelect) => void) {
  const anchor = useRef<{ key: number; reach: number } | null>(null);

  const startAt = (index: number) => {
    const row = rows[index];
    if (row) anchor.current = { key: rowKey(row), reach: index };
    return row !== undefined;
  };

  return {
    forget: () => {
      anchor.current = null;
    },
    toggle: (index: number) => {
      if (startAt(index)) onSelect({ kind: 'toggle', index });
    },
    only: (index: number) => {
      if (startAt(index)) onSelect({ kind: 'only', index });
    },
    /** Extends to a row, from the anchor or otherwise from the row that had the focus. */
    extend: (to: number, active: number) => {
      const known = anchor.current;
      const found = known ? rows.findIndex((row) => rowKey(row) === known.key) : -1;
      const from = found < 0 ? Math.max(0, active) : found;
      const start = rows[from];
      if (!start || !rows[to]) return;
      onSelect(rangeChange(from, found < 0 || !known ? from : known.reach, to));
      anchor.current = { key: rowKey(start), reach: to };
    },
  };
}
