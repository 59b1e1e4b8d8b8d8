import { memo } from 'react';
import type { GridColumn } from './columns';
import styles from './Grid.module.css';

export interface RowProps<R> {
  row: R;
  index: number;
  /** Place in the whole list, the heading counted. */
  ariaIndex: number;
  /** Pixels from the top; null where rows flow. */
  top: number | null;
  selected: boolean;
  current: boolean;
  label: string;
  columns: readonly GridColumn<R>[];
}

function RowOf<R>({ row, index, ariaIndex, top, selected, current, label, columns }: RowProps<R>) {
  return (
    <div
      role="row"
      className={styles.row}
      data-row={index}
      aria-rowindex={ariaIndex}
      aria-selected={selected}
      aria-current={current || undefined}
      style={top === null ? undefined : { transform: `translateY(${String(top)}px)` }}
    >
      <div role="gridcell" className={styles.check} data-col={0} aria-colindex={1}>
        <span role="checkbox" aria-checked={selected} aria-label={label} className={styles.box} tabIndex={-1} data-focus />
      </div>
      {columns.map((column, i) => (
        <div
          key={column.id}
          role="gridcell"
          className={column.className ? `${styles.cell} ${column.className}` : styles.cell}
          data-col={i + 1}
          aria-colindex={i + 2}
          tabIndex={-1}
          title={column.title?.(row) || undefined}
          dir={column.dir?.(row)}
        >
          {column.render(row)}
        </div>
      ))}
    </div>
  );
}

/** A row is drawn again only if something of it changed. */
export const Row = memo(RowOf) as typeof RowOf;
