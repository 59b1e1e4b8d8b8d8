import { useEffect, useLayoutEffect, useRef, useState, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { ActiveCell } from './ActiveCell';
import { clampWidth, trackStyle, type GridColumn } from './columns';
import styles from './Grid.module.css';
import { Heading, type GridSort } from './Heading';
import { intent, type Cell, type Intent } from './keys';
import type { GridSelect } from './range';
import { Row } from './Row';
import { useResizing } from './useResizing';
import { useRows } from './useRows';
import { useSelecting } from './useSelecting';
import { drawnRows } from './visible';

export interface GridProps<R> {
  label: string;
  columns: readonly GridColumn<R>[];
  /** The rows of this page. */
  rows: readonly R[];
  rowKey: (row: R) => number;
  rowLabel: (row: R) => string;
  /** Rows before this page, and in all. */
  offset: number;
  total: number;
  busy: boolean;
  sort: GridSort;
  mark: 'none' | 'some' | 'all';
  pageLabel: string;
  isSelected: (row: R) => boolean;
  /** Key of the row that is shown elsewhere, in a panel. */
  current: number | null;
  rowHeight: number;
  /** Draws only the rows on the screen. Off: all of the page are there. */
  windowed: boolean;
  /** Rows as high as their text. All rows are drawn. */
  wrap: boolean;
  /** When it changes, the rows are different: the grid scrolls back to the top. */
  resetKey: string;
  onSort: (column: string) => void;
  /** The heading that the mouse or the focus came to last, which may be pressed
   * next; null when it has left it. */
  onNear: (column: string | null) => void;
  onSelect: (change: GridSelect) => void;
  onTogglePage: () => void;
  onOpen: (row: R) => void;
  /** The active row, when it has the focus. */
  onActive: (row: R) => void;
  onWidth: (column: string, width: number) => void;
}

/** The table: an ARIA grid over the rows on the screen. One listener of each
 * kind for all cells; the active cell is kept outside React. */
export function Grid<R>(props: GridProps<R>) {
  const { columns, rows, rowHeight, wrap, resetKey } = props;
  const all = wrap || !props.windowed;
  const root = useRef<HTMLDivElement>(null);
  const [active] = useState(() => new ActiveCell());
  active.row = Math.min(active.row, Math.max(0, rows.length - 1));
  const selecting = useSelecting(rows, props.rowKey, props.onSelect);
  const view = useRows(root, active, { rows: rows.length, rowHeight, wrap, all, resetKey, onReset: selecting.forget });
  /** The row that was active before the mouse went down on another. */
  const pressedFrom = useRef(0);
  const near = useRef<string | null>(null);
  const { widthOf, handlers } = useResizing(root, columns, props.onWidth);

  useEffect(() => {
    // A press outside takes the focus away for good.
    const outside = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) active.inside = false;
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, [active]);

  useLayoutEffect(() => {
    active.attach(root.current);
    active.sync(rows.length > 0);
  });

  // Beside a panel that was opened, rows are higher than before.
  useLayoutEffect(() => {
    if (wrap && props.current !== null) view.reveal(rows.findIndex((row) => props.rowKey(row) === props.current));
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only another event that is opened moves the rows, not rows that come
  }, [props.current]);

  const goTo = (cell: Cell) => {
    view.reveal(cell.row);
    active.row = cell.row;
    active.col = cell.col;
    if (!active.sync(true)) view.drawNow();
    active.focus();
    active.reveal();
  };

  const sortBy = (col: number) => {
    const column = columns[col - 1];
    if (column) props.onSort(column.id);
  };

  const comesNear = (cell: Cell | null) => {
    const column = cell && cell.row < 0 ? (columns[cell.col - 1]?.id ?? null) : null;
    if (column === near.current) return;
    near.current = column;
    props.onNear(column);
  };

  const resize = (col: number, by: number | null) => {
    const column = columns[col - 1];
    if (!column || column.resize === 'none') return;
    props.onWidth(column.id, by === null ? 0 : clampWidth(column, widthOf(column.id) + by));
  };

  const act = (what: Intent, at: Cell) => {
    const row = rows[at.row];
    switch (what.kind) {
      case 'move':
        if (what.extend) selecting.extend(what.to.row, at.row);
        return goTo(what.to);
      case 'toggle':
        return selecting.toggle(at.row);
      case 'extend':
        return selecting.extend(at.row, at.row);
      case 'open':
        return row && props.onOpen(row);
      case 'togglePage':
        return props.onTogglePage();
      case 'sort':
        return sortBy(at.col);
      case 'resize':
        return resize(at.col, what.by);
      case 'standardWidth':
        return resize(at.col, null);
    }
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    event.currentTarget.dataset['keys'] = '';
    const at = ActiveCell.of(event.target) ?? active;
    const rightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const what = intent(event, at, { rows: rows.length, cols: columns.length + 1, screen: view.screen(), rightToLeft });
    if (!what) return;
    event.preventDefault();
    act(what, { row: at.row, col: at.col });
  };

  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const cell = ActiveCell.of(event.target);
    if (!cell || (event.target as Element).closest('[data-resize]')) return;
    // Asked for first: the focus takes as long as the way to the program.
    if (cell.row < 0) act({ kind: cell.col === 0 ? 'togglePage' : 'sort' }, cell);
    active.set(cell);
    active.focus();
    if (cell.row < 0) return;
    if (event.shiftKey) selecting.extend(cell.row, pressedFrom.current);
    else if (cell.col === 0 || event.ctrlKey || event.metaKey) selecting.toggle(cell.row);
    else selecting.only(cell.row);
  };

  const onDoubleClick = (event: MouseEvent<HTMLDivElement>) => {
    const cell = ActiveCell.of(event.target);
    const edge = (event.target as Element).closest<HTMLElement>('[data-resize]')?.dataset['resize'];
    const row = cell && rows[cell.row];
    if (edge) props.onWidth(edge, 0);
    else if (row && cell.col > 0) props.onOpen(row);
  };

  const onFocus = (event: FocusEvent<HTMLDivElement>) => {
    active.inside = true;
    const cell = ActiveCell.of(event.target);
    comesNear(cell);
    if (!cell) return;
    if (!active.giving && (cell.row !== active.row || cell.col !== active.col)) active.set(cell);
    const row = rows[cell.row];
    if (row) props.onActive(row);
  };

  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    if (!event.relatedTarget || event.currentTarget.contains(event.relatedTarget)) return;
    active.inside = false;
    comesNear(null);
  };

  const drawn = all ? rows.map((_, i) => i) : drawnRows(view.range, active.row, rows.length);
  return (
    // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its cells has the focus, as in every ARIA grid
    <div
      ref={root}
      role="grid"
      aria-label={props.label}
      aria-multiselectable="true"
      aria-rowcount={props.total + 1}
      aria-colcount={columns.length + 1}
      aria-busy={props.busy}
      className={[styles.grid, wrap ? styles.wrap : '', all ? styles.all : ''].filter(Boolean).join(' ')}
      style={trackStyle(columns)}
      onScroll={view.onScroll}
      onKeyDown={onKeyDown}
      onPointerOver={(event) => comesNear(ActiveCell.of(event.target))}
      onPointerLeave={() => comesNear(null)}
      onMouseDown={(event) => {
        delete event.currentTarget.dataset['keys'];
        pressedFrom.current = active.row;
      }}
      onClick={onClick}
      onDoubleClick={onDoubleClick}
      onFocus={onFocus}
      onBlur={onBlur}
      {...handlers}
    >
      <Heading columns={columns} sort={props.sort} mark={props.mark} pageLabel={props.pageLabel} />
      <div role="rowgroup" className={styles.body} style={all ? undefined : { height: rows.length * rowHeight }}>
        {drawn.map((index) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <Row
              key={index}
              row={row}
              index={index}
              ariaIndex={props.offset + index + 2}
              top={all ? null : index * rowHeight}
              selected={props.isSelected(row)}
              current={props.current === props.rowKey(row)}
              label={props.rowLabel(row)}
              columns={columns}
            />
          );
        })}
      </div>
    </div>
  );
}
