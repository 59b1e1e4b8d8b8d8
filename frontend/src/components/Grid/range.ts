/** How the grid asks for a change of the selection, by places on this page. */
export type GridSelect =
  | { kind: 'toggle'; index: number }
  | { kind: 'only'; index: number }
  | { kind: 'range'; on: number[]; off: number[] };

/** A range from `anchor` that reached `before` and now reaches `now`: the rows that
 * it covers are selected, the rows that it has left are not. */
export function rangeChange(anchor: number, before: number, now: number): GridSelect {
  const on = between(anchor, now);
  const covered = new Set(on);
  return { kind: 'range', on, off: between(anchor, before).filter((index) => !covered.has(index)) };
}

function between(a: number, b: number): number[] {
  const low = Math.min(a, b);
  return Array.from({ length: Math.abs(a - b) + 1 }, (_, i) => low + i);
}
