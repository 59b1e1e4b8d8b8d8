import { useState } from 'react';
import type { Selected } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { TextField } from '../../components/TextField/TextField';
import { useSession } from '../../state/SessionContext';
import { count, plural } from '../../text/numbers';
import styles from './PasteIds.module.css';

/** Selects events by their ids, and names those that are not there. */
export function PasteIds({ text: start }: { text: string }) {
  const session = useSession();
  const [text, setText] = useState(start);
  const [found, setFound] = useState<Selected | null>(null);
  const select = async () => {
    if (text.trim() === '') return;
    const selected = await session.attempt(() => session.selections.addPasted(text));
    if (!selected) return;
    setFound(selected);
    session.notices.say(words(selected));
  };
  const showThem = () => {
    session.view.close();
    session.selections.only.set(true);
  };
  return (
    <Dialog
      title="Select by event id"
      onClose={session.view.close}
      onSubmit={() => void select()}
      footer={
        <>
          {found && found.found > 0 && session.app.get().features.includes('selected') && <Button onClick={showThem}>Show only selected events</Button>}
          <Button key={found ? 'done' : 'cancel'} autoFocus={found !== null} onClick={session.view.close}>
            {found ? 'Done' : 'Cancel'}
          </Button>
          {!found && (
            <Button look="primary" type="submit">
              Select
            </Button>
          )}
        </>
      }
    >
      {found ? (
        <div role="status">
          <p className={styles.found}>{words(found)}</p>
          {found.missingCount > 0 && (
            <>
              <div className={styles.head}>
                <h3 className={styles.heading}>{plural(found.missingCount, 'id')} not in this archive</h3>
                <Button look="link" onClick={() => void session.attempt(() => session.door.copyText(found.missing.join('\n')))}>
                  Copy the list
                </Button>
              </div>
              <ul className={styles.missing} tabIndex={0} aria-label="Ids that are missing">
                {found.missing.map((id) => (
                  <li key={id}>
                    <MarkedText text={id} />
                  </li>
                ))}
              </ul>
              {found.missingCount > found.missing.length && <p>The first {count(found.missing.length)} are listed.</p>}
            </>
          )}
        </div>
      ) : (
        <TextField label="Event ids" value={text} onChange={setText} lines={9} help="One a line, or with blanks, commas or semicolons between them. They join what is selected already." autoFocus />
      )}
    </Dialog>
  );
}

function words(selected: Selected): string {
  const ids = selected.ids - selected.missingCount;
  return `${count(ids)} of ${plural(selected.ids, 'id')} found: ${plural(selected.found, 'event')}. ${count(selected.count)} selected in all.`;
}
