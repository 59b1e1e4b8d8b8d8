import type { PurgePreview } from '../../api';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { spelled } from '../../text/hidden';
import { count, plural } from '../../text/numbers';
import { showMinute } from '../../time/format';
import styles from './Purge.module.css';

/** The events that are due under a rule: how many, from when to when, of which
 * categories, with the oldest of them, and the events that are kept back; and the
 * holds that keep nothing. */
export function Preview({ answer }: { answer: PurgePreview }) {
  return (
    <>
      {answer.emptyHolds.map((hold) => (
        <p key={hold} className={styles.ask}>
          This hold covers no event: <MarkedText text={hold} />
        </p>
      ))}
      <Due answer={answer} />
    </>
  );
}

function Due({ answer }: { answer: PurgePreview }) {
  const { zone } = useSession();
  if (answer.cutoff === '') return <p>Nothing is ever due: everything is kept.</p>;
  return (
    <div className={styles.preview}>
      <p className={styles.sum}>
        <strong>{answer.due === 0 ? `No event of ${count(answer.events)}` : `${count(answer.due)} of ${plural(answer.events, 'event')}`}</strong> {answer.due === 1 ? 'is' : 'are'} due.
      </p>
      <dl className={styles.facts}>
        <Fact name="Rule" value={`${answer.rule}; what happened until ${showMinute(answer.cutoff, zone)} is past that`} />
        {answer.due > 0 && <Fact name="From" value={showMinute(answer.first, zone)} />}
        {answer.due > 0 && <Fact name="To" value={showMinute(answer.last, zone)} />}
        {answer.held > 0 && <Fact name="Held" value={`${plural(answer.held, 'event')} past that, kept by a hold`} />}
        {answer.unread > 0 && <Fact name="Kept" value={`${plural(answer.unread, 'event')} that cannot be read, or lie beside some that cannot`} />}
      </dl>
      {answer.unreadable.length > 0 && (
        <ul className={styles.bad}>
          {answer.unreadable.map((line) => (
            <li key={line}>
              <MarkedText text={line} />
            </li>
          ))}
        </ul>
      )}
      {answer.due > 0 && <Parts answer={answer} />}
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Parts({ answer }: { answer: PurgePreview }) {
  const { zone } = useSession();
  return (
    <>
      <h3 className={styles.heading}>By category</h3>
      <ul className={styles.categories}>
        {answer.categories.map(({ value, count: events }) => (
          <li key={value}>
            <span className={styles.category} title={spelled(value)}>
              <MarkedText text={value} />
            </span>
            <span>{count(events)}</span>
          </li>
        ))}
      </ul>
      <h3 className={styles.heading}>{answer.sample.length < answer.due ? `The oldest ${String(answer.sample.length)}` : 'All of them'}</h3>
      <div className={styles.scroll} role="region" aria-label="Events that are due" tabIndex={0}>
        <table className={styles.sample}>
          <thead>
            <tr>
              <th scope="col">Timestamp</th>
              <th scope="col">Member</th>
              <th scope="col">Action</th>
              <th scope="col">Description</th>
            </tr>
          </thead>
          <tbody>
            {answer.sample.map((event) => (
              <tr key={event.seq}>
                <td>{showMinute(event.time, zone)}</td>
                <td>
                  <MarkedText text={event.actor} />
                </td>
                <td>
                  <MarkedText text={`${event.category}.${event.action}`} />
                </td>
                <td>
                  <MarkedText text={event.description} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
