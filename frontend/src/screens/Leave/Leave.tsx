import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import { verbs } from '../StatusBar/RunningTasks';

/** Asks before the window closes while work is under way that would be cancelled. */
export function Leave() {
  const session = useSession();
  const tasks = useStore(session.tasks.running);
  const leave = async () => {
    await Promise.all(tasks.map((task) => session.door.Cancel(task.id)));
    session.door.quit();
  };
  return (
    <Dialog
      title="Close Daybook?"
      onClose={session.view.close}
      footer={
        <>
          <Button autoFocus onClick={session.view.close}>
            Keep it open
          </Button>
          <Button look="primary" onClick={() => void session.attempt(leave)}>
            {tasks.length > 0 ? 'Cancel the work and close' : 'Close'}
          </Button>
        </>
      }
    >
      {tasks.length > 0 ? (
        <>
          <p>Work is under way. Closing now cancels it, and the archive stays as it was before.</p>
          <ul>
            {tasks.map((task) => (
              <li key={task.id}>
                {verbs[task.kind]} {task.kind !== 'sample' && <MarkedText text={task.title} />}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>The work that was under way has ended.</p>
      )}
    </Dialog>
  );
}
