/** Where times lie on the axis of a histogram, whose bars are equally wide but not equally long. Pure. */

export type BandKind = 'covered' | 'quiet' | 'purged' | 'rejected';

/** A stretch of time; `to` is not within. */
export interface Band {
  kind: BandKind;
  from: string;
  to: string;
  /** Said when the pointer is over it. */
  words: string;
}

export interface Axis {
  from: string;
  to: string;
}

/** The place of a time on the axis, from 0 to 1. */
export function placeOf(time: number, bars: readonly Axis[]): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (Date.parse(bars[mid]?.to ?? '') <= time) low = mid + 1;
    else high = mid;
  }
  const bar = bars[low];
  if (!bar) return 1;
  const from = Date.parse(bar.from);
  const within = (time - from) / Math.max(1, Date.parse(bar.to) - from);
  return (low + Math.min(1, Math.max(0, within))) / bars.length;
}

export interface Stretch {
  start: number;
  end: number;
}

/** Bands as stretches of the axis; those that touch or overlap are joined. */
export function joined(bands: readonly Band[], bars: readonly Axis[]): Stretch[] {
  const all = bands.map((band) => ({ start: placeOf(Date.parse(band.from), bars), end: placeOf(Date.parse(band.to), bars) }));
  all.sort((a, b) => a.start - b.start);
  const out: Stretch[] = [];
  for (const one of all) {
    const last = out[out.length - 1];
    if (last && one.start <= last.end) last.end = Math.max(last.end, one.end);
    else out.push(one);
  }
  return out;
}

/** One path for all stretches, none too narrow to see. */
export function stretchPath(stretches: readonly Stretch[], width: number, top: number, height: number): string {
  return stretches
    .map(({ start, end }) => {
      const wide = Math.max(2, (end - start) * width);
      return `M${Math.min(start * width, width - wide).toFixed(2)} ${String(top)}h${wide.toFixed(2)}v${String(height)}h-${wide.toFixed(2)}z`;
    })
    .join('');
}

/** The bands at a place of the axis, as wide as they are drawn. */
export function bandsAt(place: number, bands: readonly Band[], bars: readonly Axis[], slack: number): Band[] {
  return bands.filter((band) => placeOf(Date.parse(band.from), bars) - slack <= place && place <= placeOf(Date.parse(band.to), bars) + slack);
}
