import type { ReactNode } from 'react';
import { Icon } from '../Icon/Icon';
import type { GridColumn } from './columns';
import styles from './Grid.module.css';

export interface GridSort {
  column: string;
  descending: boolean;
}

interface Props<R> {
  columns: readonly GridColumn<R>[];
  sort: GridSort;
  mark: 'none' | 'some' | 'all';
  pageLabel: string;
}

const checked = { none: 'false', some: 'mixed', all: 'true' } as const;

/** The headings: the checkbox for this page, and a button that sorts, each. */
export function Heading<R>({ columns, sort, mark, pageLabel }: Props<R>): ReactNode {
  return (
    <div role="rowgroup" className={styles.heading}>
      <div role="row" aria-rowindex={1} className={styles.headingRow} data-row={-1}>
        <div role="columnheader" aria-colindex={1} className={styles.check} data-col={0}>
          <span role="checkbox" aria-checked={checked[mark]} aria-label={pageLabel} className={styles.box} tabIndex={-1} data-focus />
        </div>
        {columns.map((column, i) => {
          const sorted = sort.column === column.id;
          const direction = sort.descending ? 'descending' : 'ascending';
          return (
            <div
              key={column.id}
              role="columnheader"
              aria-colindex={i + 2}
              aria-sort={sorted ? direction : 'none'}
              className={styles.headingCell}
              data-col={i + 1}
              data-sorted={sorted ? direction : undefined}
            >
              <button type="button" tabIndex={-1} data-focus title={column.headingTitle} className={styles.sort}>
                <span className={styles.headingText}>{column.heading}</span>
                <span className={styles.arrows}>
                  <Icon name="up" />
                  <Icon name="sortDown" />
                </span>
              </button>
              {column.resize !== 'none' && <span className={styles.handle} data-resize={column.id} data-edge={column.resize} aria-hidden="true" />}
            </div>
          );
        })}
      </div>
    </div>
  );
}
