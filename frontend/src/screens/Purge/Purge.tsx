import { faultWords, type Door } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { useOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useAnswer } from '../../state/useAnswer';
import { plural } from '../../text/numbers';
import { Off } from '../Off/Off';
import { Preview } from './Preview';
import styles from './Purge.module.css';

const due = (door: Door) => door.PreviewPurge();

/** The due events, and the button that purges exactly these. */
export function Purge() {
  const session = useSession();
  const off = useOff();
  const { answer, fault } = useAnswer(due);
  const go = (token: string) => {
    session.view.close();
    void session.attempt(() => session.door.Purge(token));
  };
  return (
    <Dialog
      wide
      title="Purge"
      onClose={session.view.close}
      footer={
        <>
          <Button onClick={session.view.close} autoFocus>
            {answer && answer.due > 0 ? 'Keep for now' : 'Done'}
          </Button>
          {answer && answer.token !== '' && (
            <Button look="primary" unavailable={off !== null} onClick={() => go(answer.token)}>
              Purge {plural(answer.due, 'event')}
            </Button>
          )}
        </>
      }
    >
      <Off />
      {fault && <p role="alert">{faultWords(fault)}</p>}
      {!answer && !fault && <p role="status">Reading what is due…</p>}
      {answer && (
        <>
          {answer.asks.map((ask) => (
            <p key={ask} className={styles.ask}>
              {ask}
            </p>
          ))}
          {answer.clockBehind && <p className={styles.ask}>The clock of this computer is before the latest time in the journal. Set it right first.</p>}
          <Preview answer={answer} />
          {answer.due > 0 && (
            <p className={styles.note}>
              Purged events are gone for good. A receipt with their numbers, the rule and the time stays in the journal. {answer.outside}
            </p>
          )}
        </>
      )}
    </Dialog>
  );
}
