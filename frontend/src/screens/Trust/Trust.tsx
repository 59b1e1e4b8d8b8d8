import { useState } from 'react';
import { faultWords, toFault, type Fault } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { TextField } from '../../components/TextField/TextField';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { useOnce } from '../../state/useOnce';
import styles from './Trust.module.css';

const none: string[] = [];

/** Agrees to an archive that is not as this computer knew it, or to a new key. Which
 * of the two, or both, is known once the program was asked. */
export function Trust({ newKey }: { newKey: boolean }) {
  const session = useSession();
  const doubt = useSelected(session.app, (app) => app.archive?.doubt ?? none);
  const [withKey, setWithKey] = useState(newKey);
  const [reason, setReason] = useState('');
  const [error, setError] = useState('');
  const [fault, setFault] = useState<Fault | null>(null);
  const [agree, agreeing] = useOnce(async () => {
    if (reason.trim() === '') {
      setError('It needs a reason, which goes into the journal.');
      return;
    }
    try {
      await session.door.Trust({ reason: reason.trim(), newKey: withKey });
    } catch (reason) {
      const failed = toFault(reason);
      setFault(failed);
      if (failed.code === 'no-key') setWithKey(true);
      return;
    }
    session.view.close();
    session.notices.withdraw('doubt');
    const said = withKey ? 'The archive has a new key' : 'The archive is taken as it is';
    session.notices.add('done', said, 'The journal has your reason.');
    await session.reload();
  });
  return (
    <Dialog
      wide
      title={doubt.length > 0 ? 'Take this archive as it is?' : 'Make a new key for this archive?'}
      onClose={session.view.close}
      onSubmit={agree}
      footer={
        <>
          <Button onClick={session.view.close}>Cancel</Button>
          <Button look="primary" type="submit" unavailable={agreeing}>
            {doubt.length === 0 ? 'Make a new key' : withKey ? 'Take it, and make a new key' : 'Take it as it is'}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {doubt.length > 0 && (
          <>
            <p>This archive is not as this computer last knew it:</p>
            <ul>
              {doubt.map((how) => (
                <li key={how}>
                  <MarkedText text={how} />
                </li>
              ))}
            </ul>
            <p>
              It may be an older copy, a backup, or a copy that went on elsewhere; or somebody changed it who can write to its folder. It can be read and verified. Nothing is imported, held, exported or purged until the folder that was known
              is back in its place, or you take this one as it is. What the folder still has of another state is then removed.
            </p>
          </>
        )}
        {withKey && (
          <p>
            The key that signs for this archive is not on this computer. Bring it here from the computer that has it, if there is one. Otherwise a new key signs from now on: whoever has the public key before must be given the new one, and each
            other computer that works with the archive must agree to it.
          </p>
        )}
        {fault && <p role="alert">{faultWords(fault)}</p>}
        <TextField
          label="Reason"
          value={reason}
          onChange={(next) => {
            setReason(next);
            setError('');
          }}
          error={error}
          help="Goes into the journal, with what was known before."
          maxLength={1000}
          lines={2}
          autoFocus
        />
        <p className={styles.note}>An archive that goes on in two places under the same id is one archive in one of them alone.</p>
      </div>
    </Dialog>
  );
}
