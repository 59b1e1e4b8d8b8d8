import type { Task } from '../../api';
import { Button } from '../../components/Button/Button';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { Progress } from '../../components/Progress/Progress';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import { count, plural, seconds } from '../../text/numbers';
import styles from './RunningTasks.module.css';

export const verbs: Record<Task['kind'], string> = {
  import: 'Importing',
  export: 'Exporting',
  bundle: 'Writing evidence bundle',
  sample: 'Making the sample',
  open: 'Opening',
  purge: 'Purging',
  verify: 'Verifying',
  'verify-bundle': 'Verifying',
};

/** Long work under way. Reads its own store, so that a report draws nothing else. */
export function RunningTasks() {
  const session = useSession();
  const tasks = useStore(session.tasks.running);
  if (tasks.length === 0) return null;
  return (
    <section aria-label="Under way">
      <ul className={styles.tasks}>
        {tasks.map((task) => (
          <li key={task.id} className={styles.task}>
            <span className={styles.title}>
              {verbs[task.kind]} {task.kind !== 'sample' && <MarkedText text={task.title} />}
              {task.files > 1 && ` (${count(task.file)} of ${count(task.files)})`}
            </span>
            <span className={styles.bar}>
              <Progress label={`${verbs[task.kind]} ${task.title}`} done={task.done} total={task.total} />
            </span>
            <span className={styles.words}>{progressWords(task)}</span>
            <Button look="link" className={styles.cancel} aria-label={`Cancel: ${verbs[task.kind]} ${task.title}`} onClick={() => void session.attempt(() => session.door.Cancel(task.id))}>
              Cancel
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function progressWords(task: Task): string {
  const parts = [
    task.total > 0 ? `${count(Math.floor((task.done / task.total) * 100))} %` : '',
    task.events > 0 ? plural(task.events, 'event') : '',
    task.rate >= 0 ? `${count(task.rate)}/s` : '',
    task.left >= 0 ? `${seconds(task.left)} left` : task.stage,
  ];
  return parts.filter(Boolean).join(', ');
}
