import { useState } from 'react';
import { Button } from '../../components/Button/Button';
import { Caution } from '../../components/Caution/Caution';
import { Dialog } from '../../components/Dialog/Dialog';
import { TextField } from '../../components/TextField/TextField';
import { exportBundle } from '../../state/exports';
import { countOf } from '../../state/picked';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { plural } from '../../text/numbers';
import { EncryptFor, plain, wrong } from './EncryptFor';
import { LeaveOut, nothingLeft } from './LeaveOut';
import styles from './EvidenceBundle.module.css';

/** The statements of an evidence bundle about itself. */
export function EvidenceBundle() {
  const session = useSession();
  const selected = useSelected(session.selections.picked, countOf);
  const unread = useSelected(session.app, (app) => app.archive?.unread ?? 0);
  const readOnly = useSelected(session.app, (app) => (app.archive?.readOnly ?? '') !== '');
  const [caseName, setCaseName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [recipient, setRecipient] = useState('');
  const matching = useSelected(session.queries.answer, (answer) => answer.result?.total ?? 0);
  const [left, setLeft] = useState(nothingLeft);
  const [encrypted, setEncrypted] = useState(plain);
  const [tried, setTried] = useState(false);
  const go = () => {
    setTried(true);
    if (Object.values(wrong(encrypted)).some((fault) => fault !== '')) return;
    session.view.close();
    const byKeys = encrypted.by === 'keys';
    void exportBundle(session, {
      caseName, purpose, recipient,
      leaveOut: [...left.parts], chosenOnly: left.chosenOnly && left.parts.length > 0,
      encryptFor: encrypted.open && byKeys ? encrypted.keys : '', passphrase: encrypted.open && !byKeys ? encrypted.passphrase : '',
    });
  };
  return (
    <Dialog
      title="Export evidence bundle"
      onClose={session.view.close}
      onSubmit={go}
      footer={
        <>
          <Button onClick={session.view.close}>Cancel</Button>
          <Button look="primary" type="submit">
            Choose a file…
          </Button>
        </>
      }
    >
      {unread > 0 && (
        <Caution>
          <p>{plural(unread, 'event')} of this archive cannot be read, and no bundle can have {unread === 1 ? 'it' : 'them'}. The bundle says so itself.</p>
        </Caution>
      )}
      {readOnly && (
        <Caution kind="note">
          <p>The archive is read-only: its journal gets no line of this, and the bundle says so.</p>
        </Caution>
      )}
      <p className={styles.intro}>
        One zip with {plural(left.chosenOnly ? matching : selected, 'event')} as CSV and JSON, proofs that none was changed, a report to print, and how to verify it without Daybook.
      </p>
      <TextField label="Case" value={caseName} onChange={setCaseName} maxLength={1000} placeholder="C-2026-017" autoFocus />
      <TextField label="Purpose" value={purpose} onChange={setPurpose} maxLength={1000} placeholder="Quarterly access review" />
      <TextField
        label="Recipient"
        value={recipient}
        onChange={setRecipient}
        maxLength={1000}
        placeholder="Example & Partners LLP"
        help="These words go into the bundle as they are, signed. Each may be empty."
      />
      <LeaveOut left={left} onChange={setLeft} selected={selected} matching={matching} />
      <EncryptFor value={encrypted} onChange={setEncrypted} tried={tried} />
    </Dialog>
  );
}
