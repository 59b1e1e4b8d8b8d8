import type { ArchiveInfo, Plan } from '../../api';
import { runCommand } from '../../commands/list';
import { Icon } from '../../components/Icon/Icon';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { tellOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { count, plural } from '../../text/numbers';
import { showDay, showMinute } from '../../time/format';
import { resolveZone } from '../../time/zone';
import { planName } from '../NewArchive/plans';
import { RunningTasks } from './RunningTasks';
import styles from './StatusBar.module.css';

export function StatusBar() {
  const session = useSession();
  const archive = useSelected(session.app, (app) => app.archive);
  const zone = useSelected(session.app, (app) => resolveZone(app.settings.zone));
  return (
    <>
      <RunningTasks />
      <footer className={styles.bar} data-region>
        {archive && <CheckState archive={archive} zone={zone} onProblems={() => runCommand(session, 'problems')} />}
        {archive && archive.readOnly !== '' && (
          <button type="button" className={`${styles.standing} ${styles.press}`} title="Why it is read-only" onClick={() => tellOff(session)}>
            <Icon name="lock" />
            Read-only
          </button>
        )}
        {archive && archive.doubt.length > 0 && (
          <button type="button" className={`${styles.damaged} ${styles.press}`} title="How it differs" onClick={() => runCommand(session, 'trust')}>
            <Icon name="warning" />
            <span className={styles.words}>Not as this computer knew it</span>
          </button>
        )}
        {archive && archive.root !== '' && (
          <span className={styles.root} title={`Root of the tree: ${archive.root}`}>
            {archive.unread > 0 ? `${count(archive.events)} of ${plural(archive.events + archive.unread, 'event')}` : plural(archive.events, 'event')}, root {archive.root.slice(0, 4)}…{archive.root.slice(-4)}
          </span>
        )}
        <span className={styles.space} />
        {archive && <span className={styles.plan}>{retention(archive, zone)}</span>}
        <button type="button" className={styles.press} title="Change the zone in the settings" onClick={() => runCommand(session, 'settings')}>
          Times in {zone}
        </button>
      </footer>
    </>
  );
}

function CheckState({ archive, zone, onProblems }: { archive: ArchiveInfo; zone: string; onProblems: () => void }) {
  if (archive.check === 'damaged') {
    return (
      <button type="button" className={`${styles.damaged} ${styles.press}`} title="What is damaged" onClick={() => onProblems()}>
        <Icon name="warning" />
        <span className={styles.words}>
          <MarkedText text={damage(archive)} />
        </span>
      </button>
    );
  }
  if (archive.check === 'running') return <span>Checking files…</span>;
  const { proven } = archive;
  if (!proven) {
    return (
      <span className={styles.good}>
        <Icon name="check" />
        Files checked
      </span>
    );
  }
  const bad = proven.problems > 0;
  return (
    <span className={bad ? styles.damaged : styles.good} title={`With the root ${proven.root}`}>
      <Icon name={bad ? 'warning' : 'check'} />
      {`Verified ${showMinute(proven.time, zone)}`}
      {bad ? `: ${plural(proven.problems, 'problem')}` : proven.root !== archive.root && `, ${plural(proven.events, 'event')} then`}
    </span>
  );
}

function damage({ unread, problems }: ArchiveInfo): string {
  if (unread > 0) return `${plural(unread, 'event')} cannot be read`;
  return problems.length === 1 ? (problems[0] ?? '') : `Damaged: ${plural(problems.length, 'problem')}`;
}

function retention(archive: ArchiveInfo, zone: string): string {
  const name = planName(archive.plan satisfies Plan);
  if (archive.nextPurge === '') return name;
  return `${name}. Next purge ${showDay(archive.nextPurge, zone)}: ${plural(archive.due, 'event')}`;
}
