import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { Progress } from '../../components/Progress/Progress';
import { compareBundle, verifyBundle } from '../../state/bundles';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import { progressWords } from '../StatusBar/RunningTasks';
import { BundleFound } from './BundleFound';
import { Unlock } from './Unlock';
import styles from './VerifyBundle.module.css';

/** The result of checking an evidence bundle. It needs no archive. */
export function VerifyBundle() {
  const session = useSession();
  const { bundles, view } = session;
  const task = useStore(bundles.check);
  const verdict = useStore(bundles.verdict);
  const running = task?.phase === 'running' ? task : null;
  const fault = running ? null : (task?.fault ?? null);
  const locked = running ? null : (task?.locked ?? null);
  const stopped = verdict ? 'The comparison was cancelled. This is what was found before it.' : 'Cancelled. Not everything was read, so nothing can be said of it.';
  const cancelled = task?.phase === 'cancelled' ? stopped : undefined;
  const cancel = () => running && void session.attempt(() => session.door.Cancel(running.id));
  return (
    <Dialog
      wide
      title="Evidence bundle"
      onClose={view.close}
      footer={
        running && !verdict ? (
          <>
            <Button onClick={view.close}>Close</Button>
            <Button look="primary" onClick={cancel} autoFocus>
              Cancel
            </Button>
          </>
        ) : (
          <>
            {verdict && <CopyVerdict text={verdict.text} />}
            <Button onClick={() => void verifyBundle(session)}>Verify another…</Button>
            {locked ? <Button onClick={view.close}>Close</Button> : <Done onClose={view.close} autoFocus />}
          </>
        )
      }
    >
      {task && (
        <p className={styles.file}>
          <MarkedText text={task.title} />
        </p>
      )}
      {running && (
        <div className={styles.running}>
          <Progress label={`Verifying ${running.title}`} done={running.done} total={running.total} />
          <span className={styles.note}>{progressWords(running)}</span>
          {verdict && (
            <Button look="link" onClick={cancel}>
              Cancel
            </Button>
          )}
        </div>
      )}
      {/* Of a verdict only its headline is said unasked: the rest is long, and has hashes. */}
      <p role="status" className={cancelled ? styles.note : 'visually-hidden'}>
        {cancelled ?? fault?.message ?? verdict?.headline ?? (locked ? 'The bundle is encrypted' : '')}
      </p>
      {fault && (
        <section className={styles.result} data-open={locked ? true : undefined} aria-label="Result">
          <h3>
            <MarkedText text={fault.message} />
          </h3>
          {fault.hint !== '' && <p>{fault.hint}</p>}
        </section>
      )}
      {locked && <Unlock key={locked.token} locked={locked} />}
      {verdict && <BundleFound verdict={verdict} />}
      {verdict?.whole && (
        <div className={styles.compare}>
          <span>Compare it with what you got from elsewhere:</span>
          <Button look="link" unavailable={running !== null} onClick={() => void compareBundle(session, 'key')}>
            A key…
          </Button>
          <Button look="link" unavailable={running !== null} onClick={() => void compareBundle(session, 'checkpoint')}>
            A checkpoint…
          </Button>
        </div>
      )}
    </Dialog>
  );
}

function CopyVerdict({ text }: { text: string }) {
  const session = useSession();
  const copy = () => session.door.copyText(text).then(() => session.notices.add('done', 'The verdict is copied', '', [], { lasting: true }));
  return <Button onClick={() => void session.attempt(copy)}>Copy as text</Button>;
}
