import type { Recent } from '../../api';
import { commandById, runCommand } from '../../commands/list';
import { keyParts } from '../../commands/keys';
import { Button } from '../../components/Button/Button';
import { Icon, type IconName } from '../../components/Icon/Icon';
import { Keys } from '../../components/Keys/Keys';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { openArchive } from '../../state/archives';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { plural } from '../../text/numbers';
import { showDay } from '../../time/format';
import { RunningTasks } from '../StatusBar/RunningTasks';
import styles from './Start.module.css';

const ways: { command: string; icon: IconName; title: string; text: string }[] = [
  { command: 'archive.new', icon: 'plus', title: 'New archive', text: 'A folder on this computer that keeps events, with a plan for how long.' },
  { command: 'archive.open', icon: 'folder', title: 'Open archive', text: 'A folder that ends in .daybook.' },
  { command: 'archive.sample', icon: 'sample', title: 'Try the sample', text: 'A made-up workspace to look around in.' },
];

/** First start, and whenever no archive is open. */
export function Start() {
  const session = useSession();
  const recents = useSelected(session.app, (app) => app.recents);
  const version = useSelected(session.app, (app) => app.version);
  return (
    <main className={styles.start}>
      <div className={styles.page}>
        <header className={styles.header}>
          <h1 className={styles.name}>Daybook</h1>
          <p className={styles.purpose}>Read, check, keep and hand over the activity log of a workspace. Everything stays on this computer.</p>
        </header>
        <div className={styles.ways} data-region>
          {ways.map((way) => (
            <button key={way.command} type="button" className={styles.way} onClick={() => runCommand(session, way.command)}>
              <Icon name={way.icon} />
              <span className={styles.wayName}>{way.title}</span>
              <span className={styles.wayText}>{way.text}</span>
              {commandById(way.command).keys[0] && <Keys parts={keyParts(commandById(way.command).keys[0] ?? '')} />}
            </button>
          ))}
        </div>
        {recents.length > 0 && <Recents recents={recents} zone={session.zone} onOpen={(key) => void openArchive(session, key)} />}
        <RunningTasks />
        <footer className={styles.footer}>
          <Button look="link" onClick={() => runCommand(session, 'verify.bundle')}>
            Verify an evidence bundle…
          </Button>
          <Button look="link" onClick={() => runCommand(session, 'settings')}>
            Settings
          </Button>
          <Button look="link" onClick={() => runCommand(session, 'shortcuts')}>
            Keyboard shortcuts
          </Button>
          <span>Daybook {version}</span>
        </footer>
      </div>
    </main>
  );
}

function Recents({ recents, zone, onOpen }: { recents: readonly Recent[]; zone: string; onOpen: (key: string) => void }) {
  return (
    <section className={styles.recents} aria-labelledby="recent" data-region>
      <h2 id="recent" className={styles.heading}>
        Recent archives
      </h2>
      <ul>
        {recents.map((recent) => (
          <li key={recent.key}>
            <button type="button" className={styles.recent} onClick={() => onOpen(recent.key)}>
              <span className={styles.recentName}>
                <MarkedText text={recent.name} />
              </span>
              <span className={styles.recentNote}>
                {plural(recent.events, 'event')}, opened {showDay(recent.opened, zone)}
              </span>
              <span className={styles.path}>
                <MarkedText text={recent.path} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
