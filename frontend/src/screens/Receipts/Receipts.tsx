import { faultWords, type Door } from '../../api';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { useAnswer } from '../../state/useAnswer';
import { plural } from '../../text/numbers';
import { showMinute } from '../../time/format';
import styles from './Receipts.module.css';

const all = (door: Door) => door.Receipts();

/** Every purge that was done, newest first. */
export function Receipts() {
  const session = useSession();
  const { answer: receipts, fault } = useAnswer(all);
  const at = (time: string) => showMinute(time, session.zone);
  return (
    <Dialog
      wide
      reading
      title="Receipts of purges"
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} autoFocus />}
    >
      {fault && <p role="alert">{faultWords(fault)}</p>}
      {receipts?.all.length === 0 && <p>Nothing has been purged yet.</p>}
      <ul>
        {receipts?.all.map((receipt) => (
          <li key={receipt.line} className={styles.receipt}>
            <span className={styles.title}>
              {at(receipt.done)}: {plural(receipt.events, 'event')} purged
            </span>
            <span>
              From {at(receipt.first)} to {at(receipt.last)}. {receipt.rule}, judged as at {at(receipt.at)}.
            </span>
            <span className={styles.note}>
              By <MarkedText text={receipt.user} />, line {receipt.line} of the journal
              {receipt.held > 0 && `; ${plural(receipt.held, 'event')} held back`}
              {receipt.holds.length > 0 && ` (in force: ${receipt.holds.join(', ')})`}
            </span>
          </li>
        ))}
      </ul>
      {receipts && receipts.all.length > 0 && <p className={styles.note}>{receipts.outside}</p>}
    </Dialog>
  );
}
