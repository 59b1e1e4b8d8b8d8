/** From counts to bars on the screen. Pure. */

export interface HistogramBar {
  from: string;
  to: string;
  count: number;
}

/** Neighbours joined so that at most `most` bars are left. */
export function grouped(bars: readonly HistogramBar[], most: number): HistogramBar[] {
  const size = Math.max(1, Math.ceil(bars.length / Math.max(1, most)));
  if (size === 1) return [...bars];
  const out: HistogramBar[] = [];
  for (let i = 0; i < bars.length; i += size) {
    const group = bars.slice(i, i + size);
    const first = group[0];
    const last = group[group.length - 1];
    if (first && last) out.push({ from: first.from, to: last.to, count: group.reduce((sum, bar) => sum + bar.count, 0) });
  }
  return out;
}

/** Some bars, [start, end). */
export interface Brush {
  start: number;
  end: number;
}

/** The bars that a range of time touches; null when it is open on both sides. */
export function brushOf(bars: readonly HistogramBar[], from: string, to: string): Brush | null {
  if ((from === '' && to === '') || bars.length === 0) return null;
  const low = from === '' ? -Infinity : Date.parse(from);
  const high = to === '' ? Infinity : Date.parse(to);
  const start = bars.findIndex((bar) => Date.parse(bar.to) > low);
  let end = bars.length;
  while (end > 0 && Date.parse(bars[end - 1]?.from ?? '') >= high) end--;
  if (start < 0 || end <= start) return { start: 0, end: 0 };
  return { start, end };
}

/** One path for all bars within [start, end): two nodes for the whole chart. */
export function barPath(bars: readonly HistogramBar[], start: number, end: number, width: number, height: number): string {
  const most = bars.reduce((max, bar) => Math.max(max, bar.count), 0);
  if (most === 0) return '';
  const step = width / bars.length;
  const gap = step > 4 ? Math.min(2, step * 0.25) : 0;
  let path = '';
  for (let i = Math.max(0, start); i < Math.min(end, bars.length); i++) {
    const count = bars[i]?.count ?? 0;
    if (count === 0) continue;
    const tall = Math.max(2, (count / most) * height);
    path += `M${(i * step).toFixed(2)} ${(height - tall).toFixed(2)}h${(step - gap).toFixed(2)}V${String(height)}h-${(step - gap).toFixed(2)}z`;
  }
  return path;
}
