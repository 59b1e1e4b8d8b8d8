import type { PointerEvent, RefObject } from 'react';
import { useRef } from 'react';
import { clampWidth, tracks, type GridColumn } from './columns';

interface Drag {
  id: string;
  startX: number;
  startWidth: number;
  width: number;
  sign: number;
}

/** Column widths by mouse: the grid's tracks follow at once, without React; the
 * width is handed out when the handle is let go. */
export function useResizing<R>(
  root: RefObject<HTMLElement | null>,
  columns: readonly GridColumn<R>[],
  onWidth: (id: string, width: number) => void,
) {
  const drag = useRef<Drag | null>(null);

  const show = (id: string, width: number) => {
    root.current?.style.setProperty('--tracks', tracks(columns.map((column) => (column.id === id ? { ...column, width } : column))));
  };

  const widthOf = (id: string) => {
    const column = columns.findIndex((one) => one.id === id);
    const cell = root.current?.querySelector(`[data-row="-1"] > [data-col="${String(column + 1)}"]`);
    return Math.round(cell?.getBoundingClientRect().width ?? 0) || (columns[column]?.width ?? 0);
  };

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    const handle = event.target instanceof HTMLElement ? event.target : null;
    const id = handle?.dataset['resize'];
    if (!handle || !id || event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const rightToLeft = root.current ? getComputedStyle(root.current).direction === 'rtl' : false;
    const sign = (handle.dataset['edge'] === 'start' ? -1 : 1) * (rightToLeft ? -1 : 1);
    const width = widthOf(id);
    drag.current = { id, startX: event.clientX, startWidth: width, width, sign };
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    const now = drag.current;
    const column = columns.find((one) => one.id === now?.id);
    if (!now || !column) return;
    now.width = clampWidth(column, now.startWidth + (event.clientX - now.startX) * now.sign);
    show(now.id, now.width);
  };

  const onPointerUp = () => {
    const now = drag.current;
    drag.current = null;
    if (now && now.width !== now.startWidth) onWidth(now.id, now.width);
  };

  const onLostPointerCapture = () => {
    const now = drag.current;
    drag.current = null;
    if (now) root.current?.style.setProperty('--tracks', tracks(columns));
  };

  return { widthOf, handlers: { onPointerDown, onPointerMove, onPointerUp, onLostPointerCapture } };
}
