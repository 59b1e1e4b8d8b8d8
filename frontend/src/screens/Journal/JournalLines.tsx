import type { JournalLine } from '../../api';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { count } from '../../text/numbers';
import { showMinute } from '../../time/format';
import styles from './Journal.module.css';

/** Lines of the journal: what was done, when and by whom. */
export function JournalLines({ lines }: { lines: readonly JournalLine[] }) {
  const session = useSession();
  return (
    <ol className={styles.lines}>
      {lines.map((line) => (
        <li key={line.n} className={styles.line}>
          <span className={styles.number}>{count(line.n)}</span>
          <span className={styles.body}>
            <MarkedText text={line.words} />
            <span className={styles.note} title={`${line.time} in UTC, there ${line.local}`}>
              {line.time !== '' && showMinute(line.time, session.zone)} by <MarkedText text={line.user} /> with <MarkedText text={line.program} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
