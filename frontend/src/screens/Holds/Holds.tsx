import { useCallback, useEffect, useState } from 'react';
import { faultWords, toFault, type Fault, type Hold, type Holds as AllHolds } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { TextField } from '../../components/TextField/TextField';
import { useOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useOnce } from '../../state/useOnce';
import { spelled } from '../../text/hidden';
import { plural } from '../../text/numbers';
import { shortened } from '../../text/shortened';
import { showMinute } from '../../time/format';
import { Off } from '../Off/Off';
import styles from './Holds.module.css';
import { longest, PlaceHold } from './PlaceHold';

/** The holds in force and those before, and a new one on the present search. */
export function Holds() {
  const session = useSession();
  const [answer, setAnswer] = useState<AllHolds | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  // Does something with the holds and lists them anew.
  const ask = useCallback(
    async (first: () => Promise<unknown>) => {
      try {
        await first();
        setAnswer(await session.door.Holds());
        setFault(null);
        return true;
      } catch (reason) {
        setFault(toFault(reason));
        return false;
      }
    },
    [session],
  );
  useEffect(() => void ask(() => Promise.resolve()), [ask]);
  return (
    <Dialog
      wide
      title="Holds"
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} />}
    >
      <Off />
      <p className={styles.note}>What a hold covers is not purged, whatever the plan says, until the hold is released.</p>
      {fault && <p role="alert">{faultWords(fault)}</p>}
      {answer?.inForce.length === 0 && <p>No hold is in force.</p>}
      <ul aria-label="Holds in force">
        {answer?.inForce.map((hold) => (
          <InForce key={hold.id} hold={hold} onRelease={(reason) => ask(() => session.door.ReleaseHold(hold.id, reason))} />
        ))}
      </ul>
      {answer && <PlaceHold onPlace={(name, reason, empty) => ask(() => session.door.PlaceHold({ search: session.queries.search.get(), name, reason, empty }))} />}
      {answer && answer.released.length > 0 && (
        <>
          <h3 className={styles.heading}>Released</h3>
          <ul>
            {answer.released.map((hold) => (
              <li key={hold.id} className={styles.hold}>
                <Title hold={hold} />
                <span className={styles.note}>
                  Released {showMinute(hold.released, session.zone)} by <MarkedText text={hold.releasedBy} />: <MarkedText text={hold.releaseReason} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function Title({ hold }: { hold: Hold }) {
  return (
    <>
      <span className={styles.name}>
        {hold.id} <MarkedText text={hold.name} />
      </span>
      <span title={spelled(hold.words)}>
        <MarkedText text={shortened(hold.words, longest)} />
      </span>
    </>
  );
}

function InForce({ hold, onRelease }: { hold: Hold; onRelease: (reason: string) => Promise<boolean> }) {
  const { zone } = useSession();
  const off = useOff();
  const [reason, setReason] = useState<string | null>(null);
  const [error, setError] = useState('');
  const [release, releasing] = useOnce(async () => {
    if (reason === null || reason.trim() === '') setError('A hold is released for a reason.');
    else await onRelease(reason.trim());
  });
  return (
    <li className={styles.hold}>
      <Title hold={hold} />
      <span className={styles.note}>
        {plural(hold.events, 'event')} now. <MarkedText text={hold.reason} />. Placed {showMinute(hold.placed, zone)} by <MarkedText text={hold.by} />
      </span>
      {reason === null ? (
        <Button unavailable={off !== null} onClick={() => setReason('')} aria-label={`Release ${hold.id}…`}>
          Release…
        </Button>
      ) : (
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            release();
          }}
        >
          <TextField label={`Why ${hold.id} is released`} value={reason} onChange={setReason} error={error} maxLength={1000} help="What only this hold covers is then due, if the plan says so. The next purge asks first." autoFocus />
          <div className={styles.buttons}>
            <Button onClick={() => setReason(null)}>Keep the hold</Button>
            <Button look="primary" type="submit" unavailable={releasing}>
              Release {hold.id}
            </Button>
          </div>
        </form>
      )}
    </li>
  );
}
