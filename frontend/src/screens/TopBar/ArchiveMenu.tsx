import { keyParts } from '../../commands/keys';
import { commandById, isPossible, runCommand } from '../../commands/list';
import { Icon } from '../../components/Icon/Icon';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { Menu, type MenuEntry } from '../../components/Menu/Menu';
import { openArchive } from '../../state/archives';
import { useOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { count, plural } from '../../text/numbers';
import styles from './TopBar.module.css';

const recentPrefix = 'recent:';

/** The archive's name; behind it, all that is not in plain sight. */
export function ArchiveMenu() {
  const session = useSession();
  const name = useSelected(session.app, (app) => app.archive?.name ?? '');
  const events = useSelected(session.app, (app) => app.archive?.events ?? 0);
  const unread = useSelected(session.app, (app) => app.archive?.unread ?? 0);
  const off = useOff();
  const open = useSelected(session.app, (app) => app.archive?.key);
  const recents = useSelected(session.app, (app) => app.recents);
  const entries = (...ids: string[]): MenuEntry[] =>
    ids.map(commandById).filter((command) => isPossible(command, session)).map((command) => ({
      id: command.id,
      label: command.label,
      keys: command.keys[0] ? keyParts(command.keys[0]) : undefined,
      ...(command.changes && off && { off: true, note: `Off: ${off.short}` }),
    }));
  const others = recents.filter((recent) => recent.key !== open).slice(0, 6);
  return (
    <Menu
      look="quiet"
      className={styles.archive}
      groups={[
        { id: 'archive', entries: entries('archive.new', 'archive.open', 'archive.sample', 'archive.close') },
        ...(others.length > 0
          ? [{ id: 'recents', heading: 'Recent', entries: others.map((one) => ({ id: recentPrefix + one.key, label: one.name, note: one.path })) }]
          : []),
        { id: 'import', entries: entries('import', 'imports') },
        { id: 'evidence', entries: entries('problems', 'trust', 'verify', 'verify.bundle', 'journal', 'checkpoints') },
        { id: 'retention', entries: entries('plan', 'holds', 'purge', 'receipts') },
        { id: 'search', entries: entries('search.save', 'search.dates', 'select.all', 'select.ids', 'select.only', 'select.none') },
        { id: 'window', entries: entries('window.filters', 'window.fullscreen', 'settings', 'shortcuts', 'quit') },
      ]}
      onAction={(id) => {
        if (id.startsWith(recentPrefix)) void openArchive(session, id.slice(recentPrefix.length));
        else runCommand(session, id);
      }}
    >
      <span className={styles.names}>
        <span className={styles.name}>
          <MarkedText text={name} />
        </span>
        <span className={styles.events}>{unread > 0 ? `${count(events)} of ${plural(events + unread, 'event')}` : plural(events, 'event')}</span>
      </span>
      <Icon name="down" />
    </Menu>
  );
}
