import { useState } from 'react';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { TextField } from '../../components/TextField/TextField';
import { exportSelected } from '../../state/exports';
import { useSession } from '../../state/SessionContext';

/** What an evidence bundle says of itself. */
export function EvidenceBundle() {
  const session = useSession();
  const [caseName, setCaseName] = useState('');
  const [purpose, setPurpose] = useState('');
  const [recipient, setRecipient] = useState('');
  const go = () => {
    session.view.close();
    void exportSelected(session, { format: 'bundle', caseName, purpose, recipient });
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
      <TextField label="Case" value={caseName} onChange={setCaseName} maxLength={1000} autoFocus />
      <TextField label="Purpose" value={purpose} onChange={setPurpose} maxLength={1000} />
      <TextField label="Recipient" value={recipient} onChange={setRecipient} maxLength={1000} help="These words go into the bundle as they are." />
    </Dialog>
  );
}
