import { useCallback, useEffect, useState } from 'react';
import type { HoldPreview } from '../../api';
import { Button } from '../../components/Button/Button';
import { Caution } from '../../components/Caution/Caution';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { TextField } from '../../components/TextField/TextField';
import { useOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useOnce } from '../../state/useOnce';
import { spelled } from '../../text/hidden';
import { plural } from '../../text/numbers';
import { shortened } from '../../text/shortened';
import styles from './Holds.module.css';

/** A description of a hold that has more characters than this is cut. */
export const longest = 300;

/** A new hold on the events of the present search. */
export function PlaceHold({ onPlace }: { onPlace: (name: string, reason: string, empty: boolean) => Promise<boolean> }) {
  const session = useSession();
  const off = useOff();
  const [shown, setShown] = useState<HoldPreview | null>(null);
  const [name, setName] = useState('');
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  const [asking, setAsking] = useState(false);
  const look = useCallback(async () => {
    const answer = await session.attempt(() => session.door.PreviewHold(session.queries.search.get()));
    setShown(answer ?? null);
  }, [session]);
  useEffect(() => void look(), [look]);
  const [place, placing] = useOnce(async () => {
    if (reason.trim() === '') setError('A hold needs a reason.');
    else if (shown?.covers === 0 && !asking) setAsking(true);
    else {
      setAsking(false);
      if (await onPlace(name.trim(), reason.trim(), asking)) {
        setName('');
        setReason('');
      } else await look();
    }
  });
  return (
    <form
      className={styles.form}
      aria-label="Place a hold"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (shown && !asking && !off) place();
      }}
    >
      <h3 className={styles.heading}>Hold what the present search finds</h3>
      {shown && (
        <p title={spelled(shown.words)}>
          <MarkedText text={shortened(shown.words, longest)} />: {plural(shown.covers, 'event')} now, and those that are imported later.
        </p>
      )}
      {shown && shown.hint !== '' && (
        <p className={styles.note}>
          <MarkedText text={shown.hint} />
        </p>
      )}
      <TextField label="Name" value={name} onChange={setName} maxLength={100} placeholder="Matter 17" autoFocus />
      <TextField
        label="Reason"
        value={reason}
        onChange={(next) => {
          setReason(next);
          setError('');
        }}
        error={error}
        maxLength={1000}
        lines={2}
      />
      {asking ? (
        <>
          <Caution>
            <p role="alert">This hold covers no event now, so it would keep nothing that is here. Place it for events that are still to be imported?</p>
          </Caution>
          <div className={styles.buttons}>
            <Button onClick={() => setAsking(false)} autoFocus>
              Do not place it
            </Button>
            <Button look="primary" unavailable={placing} onClick={place}>
              Place it anyway
            </Button>
          </div>
        </>
      ) : (
        <div className={styles.buttons}>
          <Button look="primary" type="submit" unavailable={!shown || placing || off !== null}>
            Place the hold
          </Button>
        </div>
      )}
    </form>
  );
}
