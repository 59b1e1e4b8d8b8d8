import { useState } from 'react';
import type { SearchState } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { TextField } from '../../components/TextField/TextField';
import { renameSaved, saveSearch } from '../../state/saved';
import { lowerFirst, searchWords } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { shortened } from '../../text/shortened';

export function SaveSearch() {
  const session = useSession();
  const search = useStore(session.queries.search);
  return (
    <NameDialog
      title="Save this search"
      start={shortened(searchWords(search), 100)}
      action="Save"
      help={savedWords(search)}
      onName={(name) => saveSearch(session, name)}
    />
  );
}

export function RenameSearch({ name }: { name: string }) {
  const session = useSession();
  return <NameDialog title="Rename the saved search" start={name} action="Rename" help="" onName={(next) => renameSaved(session, name, next)} />;
}

/** All that is saved, in words. */
function savedWords(search: SearchState): string {
  const { column, descending } = search.sort;
  return `Saved: ${shortened(lowerFirst(searchWords(search)), 300)}, in the order of ${column}, ${descending ? orders[column].descending : orders[column].ascending} first.`;
}

const letters = { ascending: 'A', descending: 'Z' };
const orders = { member: letters, action: letters, description: letters, timestamp: { ascending: 'oldest', descending: 'newest' } };

interface Props {
  title: string;
  start: string;
  action: string;
  help: string;
  onName: (name: string) => void;
}

function NameDialog({ title, start, action, help, onName }: Props) {
  const session = useSession();
  const [name, setName] = useState(start);
  const taken = useSelected(session.app, (app) => app.settings.saved.some((one) => one.name === name.trim()));
  const save = () => {
    if (name.trim() === '') return;
    onName(name.trim());
    session.view.close();
  };
  return (
    <Dialog
      title={title}
      onClose={session.view.close}
      onSubmit={save}
      footer={
        <>
          <Button onClick={session.view.close}>Cancel</Button>
          <Button look="primary" type="submit" unavailable={name.trim() === ''}>
            {taken && name.trim() !== start ? 'Replace' : action}
          </Button>
        </>
      }
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        maxLength={100}
        help={taken && name.trim() !== start ? 'A saved search has this name: it will be replaced.' : help}
        autoFocus
        proposed
      />
    </Dialog>
  );
}
