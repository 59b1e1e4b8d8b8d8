import type { CalendarDateTime } from '@internationalized/date';
import { useState } from 'react';
import { Button } from '../../components/Button/Button';
import { DateTimeField } from '../../components/DateTimeField/DateTimeField';
import { Dialog } from '../../components/Dialog/Dialog';
import { allTime } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { midnight, toInstant, toLocal } from '../../time/dates';
import styles from './ChooseDates.module.css';

/** The time range to the minute. */
export function ChooseDates() {
  const session = useSession();
  const { range, zone } = session.queries.search.get();
  const archive = session.app.get().archive;
  const [from, setFrom] = useState<CalendarDateTime | null>(() => toLocal(range.from, zone));
  const [to, setTo] = useState<CalendarDateTime | null>(() => toLocal(range.to, zone));
  const wrong = from !== null && to !== null && from.compare(to) >= 0;
  const apply = () => {
    if (wrong) return;
    session.view.close();
    void session.change((search) => ({ ...search, range: { hours: 0, from: toInstant(from, zone), to: toInstant(to, zone) }, page: 1 }));
  };
  return (
    <Dialog
      title="Choose dates"
      onClose={session.view.close}
      onSubmit={apply}
      footer={
        <>
          <Button
            onClick={() => {
              session.view.close();
              void session.change((search) => ({ ...search, range: allTime, page: 1 }));
            }}
          >
            All time
          </Button>
          <Button onClick={session.view.close}>Cancel</Button>
          <Button look="primary" type="submit" unavailable={wrong}>
            Show this time
          </Button>
        </>
      }
    >
      <div className={styles.row}>
        <DateTimeField label="From" value={from} placeholder={midnight(archive?.first ?? '', zone)} onChange={setFrom} />
        <DateTimeField label="Until just before" value={to} placeholder={midnight(archive?.last ?? '', zone)} onChange={setTo} error={wrong ? 'This is not after the start.' : ''} />
      </div>
      <p className={styles.note}>Times in {zone}. An end that is left empty is open.</p>
    </Dialog>
  );
}
