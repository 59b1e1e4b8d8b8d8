import { useMemo } from 'react';
import type { EventDetails } from '../../api';
import { Button } from '../../components/Button/Button';
import { CopyField } from '../../components/CopyField/CopyField';
import { Icon } from '../../components/Icon/Icon';
import { JsonTree } from '../../components/JsonTree/JsonTree';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { toggled, type ListFilter } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { parseJson } from '../../text/json';
import { count } from '../../text/numbers';
import { showExact, showMinute } from '../../time/format';
import { resolveZone } from '../../time/zone';
import styles from './EventPanel.module.css';

export function EventFields({ event }: { event: EventDetails }) {
  const session = useSession();
  const zone = useSelected(session.app, (app) => resolveZone(app.settings.zone));
  const details = useMemo(() => (event.details === '' ? null : parseJson(event.details)), [event.details]);
  const key = `${event.category}.${event.action}`;

  const field = (label: string, value: string, mono = false, filter?: ListFilter, note = '') => (
    <CopyField label={label} value={value} mono={mono} note={note} onCopy={session.copy} actions={filter && <FilterButton list={filter} value={value} label={label} />}>
      <MarkedText text={value} />
    </CopyField>
  );

  return (
    <>
      {event.conflicts.length > 0 && (
        <div className={styles.conflict}>
          <Icon name="warning" />
          <p>
            {event.conflicts.length === 1 ? 'Another event has' : `${count(event.conflicts.length)} other events have`} the same id and other content.{' '}
            {event.conflicts.slice(0, 5).map((seq) => (
              <Button key={seq} look="link" onClick={() => session.view.shown.set(seq)}>
                Show event {count(seq)}
              </Button>
            ))}
          </p>
        </div>
      )}
      <dl>
        {field('Description', event.description)}
        {field('Member', event.actor, false, 'members')}
        {field('Action', key, true, 'actions', event.meaning === '' ? '' : `${event.meaning}.`)}
        {field('Category', event.category, true, 'categories')}
        {field(`Time in ${zone}`, showExact(event.time, zone), true)}
        {zone !== 'UTC' && field('Time in UTC', event.time, true)}
        {event.originalTime !== '' && field('Time as recorded', event.originalTime, true, undefined, event.timeRule === '' ? '' : `Read by this rule: ${event.timeRule}.`)}
        {field('Event id', event.id, true)}
      </dl>
      {event.details !== '' && (
        <section className={styles.section}>
          <h3 className={styles.heading}>The source’s own record</h3>
          {details ? <JsonTree node={details} /> : <pre className={styles.raw}>{event.details}</pre>}
          <Button look="link" onClick={() => void session.copy(event.details, 'Record')}>
            Copy the record as JSON
          </Button>
        </section>
      )}
      <section className={styles.section}>
        <h3 className={styles.heading}>Where it comes from</h3>
        <p>
          Import {count(event.import.number)}: <MarkedText text={event.import.file} />, {showMinute(event.import.finished, zone)}
        </p>
        <Button look="link" onClick={() => void session.change((search) => ({ ...search, imports: [event.import.number], page: 1 }))}>
          Only this import
        </Button>
      </section>
      <section className={styles.section}>
        <h3 className={styles.heading}>Proof</h3>
        <p className={styles.proof}>{event.proof}</p>
        <dl>{field('Leaf hash', event.leaf, true)}</dl>
      </section>
    </>
  );
}

function FilterButton({ list, value, label }: { list: ListFilter; value: string; label: string }) {
  const session = useSession();
  const on = useSelected(session.queries.search, (search) => search[list].includes(value));
  const words = on ? `Drop the filter on this ${label.toLowerCase()}` : `Only this ${label.toLowerCase()}`;
  return (
    <Button look="icon" className={styles.filter} aria-pressed={on} aria-label={words} title={words} onClick={() => void session.change((search) => toggled(on ? search : { ...search, [list]: [] }, list, value))}>
      <Icon name="filter" />
    </Button>
  );
}
