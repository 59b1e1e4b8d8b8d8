import { useState } from 'react';
import type { LockedBundle } from '../../api';
import { Button } from '../../components/Button/Button';
import { TextField } from '../../components/TextField/TextField';
import { openBundle } from '../../state/bundles';
import { useSession } from '../../state/SessionContext';
import styles from './VerifyBundle.module.css';

/** Asks for what opens an encrypted bundle. What opens it says nothing of who signed it. */
export function Unlock({ locked }: { locked: LockedBundle }) {
  const session = useSession();
  const [passphrase, setPassphrase] = useState('');
  if (!locked.passphrase) {
    return (
      <section className={styles.unlock} aria-label="Encrypted">
        <p>This bundle is encrypted for keys. The file of one of their private keys opens it; the plain text is never written to the disk.</p>
        <Button look="primary" autoFocus onClick={() => void openBundle(session, locked)}>
          Choose the file of a private key…
        </Button>
      </section>
    );
  }
  return (
    <form
      className={styles.unlock}
      aria-label="Encrypted"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (passphrase !== '') void openBundle(session, locked, passphrase);
      }}
    >
      <p>This bundle is encrypted by a passphrase. The plain text is never written to the disk.</p>
      <TextField secret autoFocus label="Passphrase" maxLength={1024} value={passphrase} onChange={setPassphrase} />
      <Button look="primary" type="submit" unavailable={passphrase === ''}>
        Open
      </Button>
    </form>
  );
}
