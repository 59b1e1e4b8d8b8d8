import { useEffect, useState } from 'react';
import type { Task, Verdict } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { Progress } from '../../components/Progress/Progress';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { count, plural } from '../../text/numbers';
import { showMinute } from '../../time/format';
import { progressWords } from '../StatusBar/RunningTasks';
import styles from './Verify.module.css';

/** Reads everything and says what differs from what was written. */
export function Verify() {
  const session = useSession();
  const [ended, setEnded] = useState<Task | null>(null);
  const running = useStore(session.tasks.running).find((task) => task.kind === 'verify');
  useEffect(() => {
    const hear = (task: Task) => {
      if (task.kind === 'verify') setEnded(task);
    };
    session.endings.add(hear);
    return () => void session.endings.delete(hear);
  }, [session]);
  const start = () => {
    setEnded(null);
    void session.attempt(() => session.door.Verify());
  };
  return (
    <Dialog
      wide
      title="Verify"
      onClose={session.view.close}
      footer={
        <>
          <Button onClick={session.view.close}>Close</Button>
          {running ? (
            <Button look="primary" onClick={() => void session.attempt(() => session.door.Cancel(running.id))}>
              Cancel
            </Button>
          ) : (
            <Button look="primary" onClick={start} autoFocus>
              {ended ? 'Verify again' : 'Verify'}
            </Button>
          )}
        </>
      }
    >
      <p>
        Reads everything: each file against its seal, each event against its hash in the tree, the tree against its signed checkpoint and all earlier ones, and the journal line by line. The table can be
        used meanwhile.
      </p>
      <LastTime />
      {running && (
        <div className={styles.running}>
          <Progress label="Verifying" done={running.done} total={running.total} />
          <span className={styles.note}>{progressWords(running)}</span>
        </div>
      )}
      <div role="status">
        {ended?.phase === 'cancelled' && <p className={styles.note}>Cancelled. Nothing was found so far, and not everything was read.</p>}
        {ended?.verdict && <Found verdict={ended.verdict} />}
      </div>
    </Dialog>
  );
}

function LastTime() {
  const session = useSession();
  const proven = useSelected(session.app, (app) => app.archive?.proven ?? null);
  if (!proven) return <p className={styles.note}>This archive was never verified.</p>;
  const found = proven.problems === 0 ? 'all as they were written' : plural(proven.problems, 'problem');
  return (
    <p className={styles.note}>
      Last verified {showMinute(proven.time, session.zone)} by <MarkedText text={proven.user} />: {plural(proven.events, 'event')}, {found}.
    </p>
  );
}

function Found({ verdict }: { verdict: Verdict }) {
  const doubted = useSelected(useSession().app, (app) => (app.archive?.doubt.length ?? 0) > 0);
  if (!verdict.ok) {
    return (
      <section className={styles.bad} aria-label="Problems">
        <h3>{plural(verdict.count, 'problem')} found</h3>
        <ul>
          {verdict.problems.map((problem, i) => (
            <li key={i}>
              <MarkedText text={problem} />
            </li>
          ))}
        </ul>
        {verdict.count > verdict.problems.length && <p>The first {count(verdict.problems.length)} are listed.</p>}
        {verdict.unread > 0 && (
          <p>
            Of {plural(verdict.events + verdict.unread, 'event')}, {count(verdict.unread)} cannot be read.
          </p>
        )}
        <p>{doubted ? 'Put the folder back that this computer knew, or agree to this one. What is damaged is healed by importing the original files again, or by a copy of the whole folder.' : 'Import the original files again, or restore the archive from a copy of the whole folder.'}</p>
        <Notes verdict={verdict} />
      </section>
    );
  }
  return (
    <section className={styles.good} aria-label="Result">
      <h3>Verified: {plural(verdict.events, 'event')}, all as they were written</h3>
      <dl className={styles.facts}>
        <dt>Root</dt>
        <dd className={styles.mono}>{verdict.root}</dd>
        <dt>Journal</dt>
        <dd>{plural(verdict.lines, 'line')}</dd>
        {verdict.purged > 0 && <dt>Purged</dt>}
        {verdict.purged > 0 && <dd>{plural(verdict.purged, 'event')}, each in a receipt of the journal</dd>}
      </dl>
      <Notes verdict={verdict} />
      <p className={styles.note}>An older state in the place of the archive is found, since this computer keeps what it last knew. Whoever can write to the folder of Daybook’s settings too, or has the key, could write all of it anew and sign again. Only a checkpoint that is kept elsewhere shows that.</p>
    </section>
  );
}

/** Remarks that are not problems, and the journal's line about the verification. */
function Notes({ verdict: { notes, unrecorded } }: { verdict: Verdict }) {
  return (
    <div className={styles.notes}>
      {notes.map((note, i) => (
        <p key={i}>
          Note: <MarkedText text={note} />.
        </p>
      ))}
      {unrecorded !== '' && (
        <p>
          The journal has no line of this: <MarkedText text={unrecorded} />.
        </p>
      )}
    </div>
  );
}
