import { useMemo, useState, type PointerEvent } from 'react';
import { bandsAt, joined, stretchPath, type Axis, type Band, type BandKind } from './bands';
import styles from './TimeStrip.module.css';

interface Props {
  /** All of it in words, for those who do not see it. */
  label: string;
  /** The same, shorter, below the strip. */
  caption: string;
  /** Of the histogram above. */
  bars: readonly Axis[];
  bands: readonly Band[];
}

/** Each kind has its own height, so that no kind is distinguished by its colour alone. */
const lanes: readonly { kind: BandKind; top: number; height: number }[] = [
  { kind: 'covered', top: 0, height: 3 },
  { kind: 'rejected', top: 4, height: 1 },
  { kind: 'quiet', top: 4, height: 3 },
  { kind: 'purged', top: 8, height: 3 },
];
const width = 1000;

/** The times that an archive covers and lacks, on the axis of the histogram above. */
export function TimeStrip({ label, caption, bars, bands }: Props) {
  const [over, setOver] = useState('');
  const paths = useMemo(
    () =>
      lanes.map(({ kind, top, height }) => ({
        kind,
        path: stretchPath(joined(bands.filter((band) => band.kind === kind), bars), width, top, height),
      })),
    [bands, bars],
  );
  const hover = (event: PointerEvent<HTMLElement>) => {
    const area = event.currentTarget.getBoundingClientRect();
    const found = bandsAt((event.clientX - area.left) / Math.max(1, area.width), bands, bars, 0.001);
    const telling = found.filter((band) => band.kind !== 'covered');
    const [first, ...more] = telling.length > 0 ? telling : found;
    setOver(first ? first.words + (more.length > 0 ? `, and ${String(more.length)} more` : '') : '');
  };
  return (
    <div className={styles.strip}>
      <div className={styles.area} role="img" aria-label={label} onPointerMove={hover} onPointerLeave={() => setOver('')}>
        <svg width="100%" height="11" viewBox={`0 0 ${String(width)} 11`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
          {paths.map(({ kind, path }) => path !== '' && <path key={kind} className={styles[kind]} d={path} />)}
        </svg>
      </div>
      <p className={styles.caption} aria-hidden="true">
        {over || caption}
      </p>
    </div>
  );
}
