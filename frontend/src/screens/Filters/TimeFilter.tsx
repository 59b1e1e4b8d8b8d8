import { runCommand } from '../../commands/list';
import { allTime, isAllTime, rangeWords } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { Choice } from './Choice';
import styles from './Filters.module.css';

const hours = [24, 7 * 24, 30 * 24];

export function TimeFilter() {
  const session = useSession();
  const range = useSelected(session.queries.search, (search) => search.range);
  const zone = useSelected(session.queries.search, (search) => search.zone);
  const set = (next: typeof range) => void session.change((search) => ({ ...search, range: next, page: 1 }));
  const own = !isAllTime(range) && !hours.includes(range.hours);
  return (
    <section className={styles.group} aria-labelledby="filter-time">
      <h3 id="filter-time" className={styles.heading}>
        Time
      </h3>
      <Choice pressed={isAllTime(range)} onPress={() => set(allTime)}>
        All time
      </Choice>
      {hours.map((n) => (
        <Choice key={n} pressed={range.hours === n} onPress={() => set({ ...allTime, hours: n })}>
          {rangeWords({ ...allTime, hours: n }, zone)}
        </Choice>
      ))}
      {own && (
        <Choice pressed onPress={() => runCommand(session, 'search.dates')}>
          {rangeWords(range, zone)}
        </Choice>
      )}
      <button type="button" className={styles.link} onClick={() => runCommand(session, 'search.dates')}>
        Choose dates…
      </button>
    </section>
  );
}
