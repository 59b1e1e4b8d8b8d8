import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { flushSync } from 'react-dom';
import type { ActiveCell } from './ActiveCell';
import { visibleRows } from './visible';

interface Options {
  rows: number;
  rowHeight: number;
  /** Rows are as high as their text. */
  wrap: boolean;
  /** All rows are drawn. */
  all: boolean;
  resetKey: string;
  /** Called when the rows are different. */
  onReset: () => void;
}

/** Which rows are drawn, and where the grid is scrolled to. */
export function useRows(root: RefObject<HTMLElement | null>, active: ActiveCell, { rows, rowHeight, wrap, all, resetKey, onReset }: Options) {
  const topRow = useRef(0);
  const [range, setRange] = useState(() => visibleRows(0, 0, rowHeight, rows));

  const headingHeight = () => root.current?.firstElementChild?.getBoundingClientRect().height ?? 0;
  const rangeNow = () => visibleRows(root.current?.scrollTop ?? 0, root.current?.clientHeight ?? 0, rowHeight, rows);
  const update = () => {
    const next = rangeNow();
    setRange((now) => (now.start === next.start && now.end === next.end ? now : next));
  };

  useEffect(() => {
    const observer = new ResizeObserver(update);
    if (root.current) observer.observe(root.current);
    return () => observer.disconnect();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- update asks for the sizes of now, and what it is made of is below
  }, [rows, rowHeight]);

  // Other rows: back to the top.
  useLayoutEffect(() => {
    if (root.current) root.current.scrollTop = 0;
    topRow.current = 0;
    if (active.row > 0) active.row = 0;
    onReset();
    update();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only other rows lead back to the top, and nothing else does
  }, [resetKey]);

  // oxlint-disable-next-line react-hooks/exhaustive-deps -- update is made anew each time and does the same
  useLayoutEffect(update, [rows]);

  // Full screen and back: the row at the top stays at the top.
  useLayoutEffect(() => {
    const element = root.current?.querySelector<HTMLElement>(`[data-row="${String(topRow.current)}"]`);
    if (root.current) root.current.scrollTop = wrap && element ? element.offsetTop : topRow.current * rowHeight;
    update();
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only going to full screen and back moves what is at the top
  }, [wrap]);

  const onScroll = () => {
    if (!root.current) return;
    topRow.current = wrap ? firstRowBelow(root.current) : Math.round(root.current.scrollTop / rowHeight);
    if (!all) update();
  };

  /** Brings a row into view, below the heading. */
  const reveal = (row: number) => {
    const box = root.current;
    if (!box || row < 0) return;
    if (all) {
      active.element({ row, col: 0 })?.closest('[data-row]')?.scrollIntoView({ block: 'nearest' });
      return;
    }
    const space = box.clientHeight - headingHeight();
    if (row * rowHeight < box.scrollTop) box.scrollTop = row * rowHeight;
    else if ((row + 1) * rowHeight > box.scrollTop + space) box.scrollTop = (row + 1) * rowHeight - space;
  };

  /** Draws the rows in view now, before anything else happens. */
  const drawNow = () => flushSync(() => setRange({ ...rangeNow() }));

  /** Rows that a key for a whole screen moves by. */
  const screen = () => Math.max(1, Math.floor(((root.current?.clientHeight ?? 0) - headingHeight()) / rowHeight) - 1);

  return { range, onScroll, reveal, drawNow, screen };
}

/** The first row that starts below the heading. The body's rows are in order;
 * their offset counts from the body, which starts below the heading. */
function firstRowBelow(root: HTMLElement): number {
  const list = root.querySelectorAll<HTMLElement>('[data-row]:not([data-row="-1"])');
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.offsetTop ?? 0) < root.scrollTop - 1) low = middle + 1;
    else high = middle;
  }
  return Math.min(low, Math.max(0, list.length - 1));
}
