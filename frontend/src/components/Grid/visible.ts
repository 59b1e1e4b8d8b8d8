/** Which rows are drawn: those on the screen, some beyond, and the row that has the
 * focus. */

export interface RowRange {
  start: number;
  end: number;
}

const beyond = 3;
/** The range moves in steps of this many rows, so that a short scroll draws nothing. */
const step = 3;
/** Where there is no layout (a test, the first moment). */
const blindRows = 40;

export function visibleRows(scrollTop: number, height: number, rowHeight: number, rows: number): RowRange {
  const shown = height > 0 ? Math.ceil(height / rowHeight) : blindRows;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight));
  const stepped = first - (first % step);
  return {
    start: Math.max(0, Math.min(stepped - beyond, rows - 1)),
    end: Math.min(rows, stepped + step + shown + beyond),
  };
}

/** The indices to draw, in order. */
export function drawnRows(range: RowRange, kept: number, rows: number): number[] {
  const out: number[] = [];
  const extra = kept >= 0 && kept < rows && (kept < range.start || kept >= range.end);
  if (extra && kept < range.start) out.push(kept);
  for (let i = range.start; i < Math.min(range.end, rows); i++) out.push(i);
  if (extra && kept >= range.end) out.push(kept);
  return out;
}
