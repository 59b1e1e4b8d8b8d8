import type { CSSProperties, ReactNode } from 'react';

export interface GridColumn<R> {
  id: string;
  heading: string;
  /** Said after the heading: the zone, for example. */
  headingTitle?: string;
  render: (row: R) => ReactNode;
  title?: (row: R) => string | undefined;
  /** Of the text; the window's own where there is none. */
  dir?: (row: R) => 'rtl' | undefined;
  className?: string;
  /** Width in CSS pixels; 0 for `standard`, a CSS track size. */
  width: number;
  standard: string;
  least: number;
  most: number;
  /** Which of its edges can be dragged; the column without one is elastic. */
  resize: 'end' | 'start' | 'none';
}

const checkboxTrack = '44px';

/** The tracks of a row: the columns of all rows line up because each row has
 * the same tracks, whatever is in them. */
export function tracks<R>(columns: readonly GridColumn<R>[]): string {
  return [checkboxTrack, ...columns.map((column) => (column.width > 0 ? `${String(column.width)}px` : column.standard))].join(' ');
}

export function trackStyle<R>(columns: readonly GridColumn<R>[]): CSSProperties {
  return { ['--tracks' as string]: tracks(columns) };
}

export function clampWidth<R>(column: GridColumn<R>, width: number): number {
  return Math.round(Math.min(column.most, Math.max(column.least, width)));
}
