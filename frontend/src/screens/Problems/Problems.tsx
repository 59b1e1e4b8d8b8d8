import { runCommand } from '../../commands/list';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { plural } from '../../text/numbers';
import styles from './Problems.module.css';

const nothing: readonly string[] = [];

/** The archive's problems, in full, and the remedies. */
export function Problems() {
  const session = useSession();
  const problems = useSelected(session.app, (app) => app.archive?.problems ?? nothing);
  const unread = useSelected(session.app, (app) => app.archive?.unread ?? 0);
  const copy = async () => {
    const text = problems.join('\n');
    if (await session.attempt(() => session.door.copyText(text).then(() => true))) session.notices.say('The list is on the clipboard');
  };
  return (
    <Dialog
      wide
      reading
      title="This archive is damaged"
      onClose={session.view.close}
      footer={
        <>
          <Button onClick={() => void copy()}>Copy the list</Button>
          <Button onClick={() => runCommand(session, 'imports')}>Past imports</Button>
          <Button onClick={() => runCommand(session, 'verify')}>Verify…</Button>
          <Button look="primary" onClick={session.view.close} autoFocus>
            Done
          </Button>
        </>
      }
    >
      {unread > 0 && (
        <p className={styles.unread}>
          {plural(unread, 'event')} cannot be read: {unread === 1 ? 'it is' : 'they are'} in no count, on no page and in no export.
        </p>
      )}
      <h3 className={styles.heading}>What to do</h3>
      <ul className={styles.steps}>
        <li>Import the original files again: that heals events that are damaged. Past imports names the files.</li>
        <li>Or open a copy of the whole archive that was made before.</li>
        <li>Verify reads everything and names each event that is damaged.</li>
      </ul>
      <h3 className={styles.heading}>What is not as Daybook wrote it</h3>
      <p>{unread === 0 && 'Events that cannot be read say so in the table. '}All that is shown was compared with its hash.</p>
      <ol aria-label="Problems" className={styles.problems}>
        {problems.map((problem, i) => (
          <li key={i}>
            <MarkedText text={problem} />
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
