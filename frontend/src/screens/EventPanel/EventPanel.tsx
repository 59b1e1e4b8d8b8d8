import { useEffect, useState } from 'react';
import { faultWords, toFault, type EventDetails, type Fault } from '../../api';
import { goToTable } from '../../commands/focus';
import { Button } from '../../components/Button/Button';
import { Icon } from '../../components/Icon/Icon';
import { useSession } from '../../state/SessionContext';
import { EventFields } from './EventFields';
import styles from './EventPanel.module.css';

type Shown = { event: EventDetails } | { fault: Fault } | null;

/** One event in full, beside the table. It follows the row that has the focus. */
export function EventPanel({ seq, className = '' }: { seq: number; className?: string }) {
  const session = useSession();
  const [shown, setShown] = useState<Shown>(null);
  useEffect(() => {
    let late = false;
    session.door.Event(seq).then(
      (event) => late || setShown({ event }),
      (reason: unknown) => late || setShown({ fault: toFault(reason) }),
    );
    return () => {
      late = true;
    };
  }, [session, seq]);
  const close = () => {
    session.view.shown.set(null);
    goToTable();
  };
  return (
    <aside className={`${styles.panel} ${className}`} aria-label="Event" data-region>
      <header className={styles.header}>
        <h2 className={styles.title} tabIndex={-1} data-region-focus>
          Event
        </h2>
        <Button look="icon" aria-label="Close the event" title="Close (Esc)" onClick={close}>
          <Icon name="clear" />
        </Button>
      </header>
      <div className={styles.body}>
        {shown && 'fault' in shown && (
          <div className={styles.fault} role="alert">
            <Icon name="warning" />
            <p>
              {faultWords(shown.fault)}
            </p>
          </div>
        )}
        {shown && 'event' in shown && <EventFields event={shown.event} />}
      </div>
    </aside>
  );
}
