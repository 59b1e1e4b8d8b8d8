import { useState } from 'react';
import type { Plan } from '../../api';
import { Button } from '../../components/Button/Button';
import { ChoiceField } from '../../components/ChoiceField/ChoiceField';
import { Dialog } from '../../components/Dialog/Dialog';
import { TextField } from '../../components/TextField/TextField';
import { newArchive } from '../../state/archives';
import { useSession } from '../../state/SessionContext';
import { plans } from './plans';

export function NewArchive() {
  const session = useSession();
  const [name, setName] = useState('');
  const [plan, setPlan] = useState<Plan>('keep');
  const [error, setError] = useState('');
  const make = () => {
    if (name.trim() === '') setError('An archive needs a name.');
    else void newArchive(session, name.trim(), plan);
  };
  return (
    <Dialog
      title="New archive"
      onClose={session.view.close}
      onSubmit={make}
      footer={
        <>
          <Button onClick={session.view.close}>Cancel</Button>
          <Button look="primary" type="submit">
            Choose a folder…
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        onChange={(next) => {
          setName(next);
          setError('');
        }}
        placeholder="Northwind 2026"
        maxLength={100}
        error={error}
        autoFocus
      />
      <ChoiceField
        label="How long events are kept"
        value={plan}
        choices={plans}
        onChange={setPlan}
        help="Events older than the plan are purged. The first purge always asks, and shows what it would remove."
      />
    </Dialog>
  );
}
