import type { ReactNode } from 'react';
import styles from './Filters.module.css';

/** One line that can be chosen. */
export function Choice({ pressed, onPress, children, count }: { pressed: boolean; onPress: () => void; children: ReactNode; count?: string }) {
  return (
    <button type="button" className={styles.choice} aria-pressed={pressed} aria-label={count && typeof children === 'string' ? `${children}, ${count}` : undefined} onClick={onPress}>
      <span className={styles.choiceName}>{children}</span>{' '}
      {count && <span className={styles.count}>{count}</span>}
    </button>
  );
}
