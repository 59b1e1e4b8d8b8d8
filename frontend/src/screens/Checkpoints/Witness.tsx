import { useEffect, useState } from 'react';
import type { CosignedBy, CosignedCheckpoint, CosignedFile, CosignRequest, TakenCheckpoint } from '../../api';
import { Button } from '../../components/Button/Button';
import { CopyField } from '../../components/CopyField/CopyField';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { TextField } from '../../components/TextField/TextField';
import { useSession } from '../../state/SessionContext';
import { useOnce } from '../../state/useOnce';
import { count, plural } from '../../text/numbers';
import { showMinute } from '../../time/format';
import styles from './Checkpoints.module.css';

/** Who cosigned the archive's last checkpoint that came back. `asked` changes where that
 * may have changed. */
export function LastCosigned({ asked }: { asked: unknown }) {
  const session = useSession();
  const [last, setLast] = useState<CosignedCheckpoint | null>(null);
  useEffect(() => {
    let gone = false;
    void session.attempt(() => session.door.Cosigned()).then((got) => {
      if (!gone) setLast(got ?? null);
    });
    return () => {
      gone = true;
    };
  }, [session, asked]);
  if (!last) return null;
  return (
    <p>
      The checkpoint of {plural(last.size, 'event')} was cosigned by <By list={last.by} />. {last.current ? 'No event came since.' : 'Events came since.'}
    </p>
  );
}

function By({ list }: { list: readonly CosignedBy[] }) {
  const { zone } = useSession();
  return list.map((one, i) => (
    <span key={`${one.name} ${one.key}`}>
      {i > 0 && ', '}
      <MarkedText text={one.name} /> (key {one.key}) on {showMinute(one.time, zone)}
    </span>
  ));
}

interface CosignProps {
  request: CosignRequest;
  onDone: (file: CosignedFile) => void;
}

/** The checkpoint of somebody else, before it is cosigned. */
export function Cosign({ request, onDone }: CosignProps) {
  const session = useSession();
  const { zone } = session;
  const first = request.name === '';
  const [name, setName] = useState(request.proposed);
  const [error, setError] = useState('');
  const [cosign, cosigning] = useOnce(async () => {
    if (first && !/^[^\s+]+$/.test(name)) {
      setError('A name without spaces and without +.');
      return;
    }
    const done = await session.attempt(() => session.door.Cosign({ token: request.token, name: first ? name : '' }));
    if (done) onDone(done);
  });
  return (
    <section className={styles.result}>
      <h3>
        Cosign <MarkedText text={request.file} />?
      </h3>
      <p>
        It is of {plural(request.size, 'event')} of the archive <MarkedText text={request.origin} />.{' '}
        {request.before !== '' && `It continues the one of ${count(request.beforeSize)} that you cosigned on ${showMinute(request.before, zone)}: none of those was changed or removed.`}
      </p>
      {request.claimed && (
        <>
          <p>You have cosigned none of this archive before, and only the file says that this is its key. Have its owner read theirs to you. From now on it must stay the same.</p>
          <p className={styles.mono}>
            <MarkedText text={request.key} />
          </p>
        </>
      )}
      {request.own && <p className={styles.note}>This computer signs for that archive, too. A witness is somebody else, on another computer.</p>}
      {first ? (
        <TextField
          label="Your name as a witness"
          value={name}
          onChange={(next) => {
            setName(next);
            setError('');
          }}
          error={error}
          help="Others will know you by it. It stays the same, with the key that is made for it now."
          maxLength={255}
          proposed
        />
      ) : (
        <p>
          You cosign as <MarkedText text={request.name} />.
        </p>
      )}
      <p className={styles.note}>You say that you saw this checkpoint, and that it continues all that you cosigned of this archive. You say nothing about its events, which you do not see.</p>
      <div className={styles.buttons}>
        <Button look="primary" onClick={cosign} unavailable={cosigning}>
          Cosign and save…
        </Button>
      </div>
    </section>
  );
}

/** What was cosigned, to be sent back. */
export function Cosigned({ file: { written, name, key } }: { file: CosignedFile }) {
  const session = useSession();
  return (
    <section className={styles.result} data-good>
      <h3>
        Cosigned as <MarkedText text={name} />
      </h3>
      <p>Send this file back, and the first time your key with it:</p>
      <p>
        <MarkedText text={written.path} />
      </p>
      <dl>
        <CopyField label="Your key" value={key} mono onCopy={session.copy}>
          <MarkedText text={key} />
        </CopyField>
      </dl>
      <Button onClick={() => void session.attempt(() => session.door.ShowInFolder(written.token))}>Show in folder</Button>
    </section>
  );
}

interface TakenProps {
  result: TakenCheckpoint;
  onTaken: (result: TakenCheckpoint) => void;
}

/** A cosigned checkpoint that came back, or the question for the key of its witness. */
export function Taken({ result, onTaken }: TakenProps) {
  const session = useSession();
  const [key, setKey] = useState('');
  const [take, taking] = useOnce(async () => {
    const got = await session.attempt(() => session.door.TrustWitness(result.token, key));
    if (got) onTaken(got);
  });
  if (result.token !== '') {
    return (
      <section className={styles.result}>
        <h3>
          <MarkedText text={result.file} /> is cosigned by somebody whom this archive does not know
        </h3>
        <p>
          <MarkedText text={result.others.join('; ')} />
        </p>
        <TextField label="Key of the witness" value={key} onChange={setKey} help="As the witness sent it, by another way than the file if you can. The archive knows the witness from then on." maxLength={1000} lines={2} />
        <div className={styles.buttons}>
          <Button look="primary" onClick={take} unavailable={taking || key.trim() === ''}>
            Take it back
          </Button>
        </div>
      </section>
    );
  }
  return (
    <section className={styles.result} data-good>
      <h3>{result.fresh ? 'The cosigned checkpoint is in the journal' : 'The archive has this checkpoint already'}</h3>
      <p>
        The checkpoint of {plural(result.size, 'event')}, cosigned by <By list={result.by} />. {result.fresh && 'Later bundles carry it, with the proof that the archive continues it.'}
      </p>
      {result.others.length > 0 && (
        <p className={styles.note}>
          Left out, since this archive does not know them: <MarkedText text={result.others.join('; ')} />
        </p>
      )}
    </section>
  );
}
