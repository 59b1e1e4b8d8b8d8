import { useEffect, useRef, useState, type PointerEvent } from 'react';
import { barPath, brushOf, grouped, type HistogramBar } from './bars';
import styles from './Histogram.module.css';
import { useBrush } from './useBrush';

interface Props {
  label: string;
  bars: readonly HistogramBar[];
  /** The range that is set; "" for open. */
  from: string;
  to: string;
  /** Times in words: a bar, and one end of the range. */
  barWords: (bar: HistogramBar) => string;
  endWords: (time: string) => string;
  ticks: (starts: readonly string[], most: number) => { at: number; label: string }[];
  onRange: (from: string, to: string) => void;
  /** These bars are old; new ones are on their way. */
  busy?: boolean;
}

const height = 40;
const narrowest = 4;

/** Events over time. Draw over it to choose a range; the ends can be moved by
 * mouse and by keys. */
export function Histogram({ label, bars: given, from, to, barWords, endWords, ticks, onRange, busy = false }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(1000);
  const [over, setOver] = useState<number | null>(null);
  useEffect(() => {
    const measure = () => setWidth(box.current?.clientWidth || 1000);
    const observer = new ResizeObserver(measure);
    measure();
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, []);

  const bars = grouped(given, Math.floor(width / narrowest));
  const brush = brushOf(bars, from, to);
  const { draft, onKey, handlers } = useBrush(bars.length, brush, (next) => {
    const [first, last] = next ? [bars[next.start], bars[next.end - 1]] : [];
    onRange(next && next.start > 0 && first ? first.from : '', next && next.end < bars.length && last ? last.to : '');
  });
  const shown = draft ?? brush;
  const all = !shown;
  const place = (at: number) => `${String((at / Math.max(1, bars.length)) * 100)}%`;
  const hover = (event: PointerEvent<HTMLElement>) => {
    const area = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - area.left) / Math.max(1, area.width)) * bars.length);
    setOver(at >= 0 && at < bars.length ? at : null);
  };
  const hovered = over === null ? undefined : bars[over];

  const end = (which: 'start' | 'end') => {
    const at = which === 'start' ? (shown?.start ?? 0) : (shown?.end ?? bars.length);
    const bar = which === 'start' ? bars[at] : bars[at - 1];
    const time = which === 'start' ? bar?.from : bar?.to;
    return (
      <div
        role="slider"
        tabIndex={0}
        aria-label={which === 'start' ? 'From' : 'Until'}
        aria-valuemin={0}
        aria-valuemax={bars.length}
        aria-valuenow={at}
        aria-valuetext={time ? endWords(time) : undefined}
        className={styles.end}
        data-end={which}
        data-set={all ? undefined : true}
        style={{ left: place(at) }}
        onKeyDown={onKey(which)}
      />
    );
  };

  return (
    <div role="group" aria-label={label} aria-busy={busy} className={styles.histogram}>
      <div
        ref={box}
        className={styles.area}
        {...handlers}
        onPointerMove={(event) => {
          handlers.onPointerMove(event);
          hover(event);
        }}
        onPointerLeave={() => setOver(null)}
        onDoubleClick={() => onRange('', '')}
      >
        <svg width="100%" height={height} viewBox={`0 0 ${String(width)} ${String(height)}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <path className={styles.bars} d={barPath(bars, 0, bars.length, width, height)} />
          {shown && <path className={styles.chosen} d={barPath(bars, shown.start, shown.end, width, height)} />}
        </svg>
        {bars.length > 0 && end('start')}
        {bars.length > 0 && end('end')}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {hovered ? (
          <span className={styles.hover}>{barWords(hovered)}</span>
        ) : (
          ticks(bars.map((bar) => bar.from), Math.max(2, Math.floor(width / 90))).map((tick) => (
            <span key={tick.at} className={styles.tick} style={{ left: place(tick.at) }}>
              {tick.label}
            </span>
          ))
        )}
      </div>
    </div>
  );
}
