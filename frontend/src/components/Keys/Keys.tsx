import styles from './Keys.module.css';

/** A key combination, each key in a box of its own. */
export function Keys({ parts, joined = false }: { parts: readonly string[]; joined?: boolean }) {
  if (joined) return <kbd className={styles.key}>{parts.join(' ')}</kbd>;
  return (
    <span className={styles.keys}>
      {parts.map((part) => (
        <kbd key={part} className={styles.key}>
          {part}
        </kbd>
      ))}
    </span>
  );
}
