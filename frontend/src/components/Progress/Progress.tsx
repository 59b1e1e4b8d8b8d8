import styles from './Progress.module.css';

/** How far something is; without a total it only says that it goes on. */
export function Progress({ label, done, total }: { label: string; done: number; total: number }) {
  const known = total > 0;
  const part = known ? Math.min(1, done / total) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.round(part * 100) : undefined}
      className={styles.track}
    >
      <div className={known ? styles.bar : styles.going} style={known ? { transform: `scaleX(${String(part)})` } : undefined} />
    </div>
  );
}
