import { keyWords } from '../../commands/keys';
import { commandById, runCommand } from '../../commands/list';
import { Button } from '../../components/Button/Button';
import { Icon } from '../../components/Icon/Icon';
import { tellOff, useOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { SearchBar } from '../SearchBar/SearchBar';
import { ActionsMenu } from './ActionsMenu';
import { ArchiveMenu } from './ArchiveMenu';
import styles from './TopBar.module.css';

export function TopBar() {
  const session = useSession();
  const { back, forward } = useStore(session.queries.steps);
  const off = useOff();
  const name = useSelected(session.app, (app) => app.archive?.name ?? '');
  const title = (id: string) => {
    const command = commandById(id);
    return command.keys[0] ? `${command.label} (${keyWords(command.keys[0])})` : command.label;
  };
  const step = (id: string, icon: 'back' | 'forward', possible: boolean) => (
    <Button look="icon" className={styles.step} aria-label={commandById(id).label} title={title(id)} unavailable={!possible} onClick={() => runCommand(session, id)}>
      <Icon name={icon} />
    </Button>
  );
  return (
    <header className={styles.bar}>
      <div className={styles.left} data-region>
        <h1 className="visually-hidden">{name}</h1>
        <ArchiveMenu />
      </div>
      <div className={styles.centre} data-region>
        <Button look="icon" className={styles.filters} aria-label="Show or hide filters" onClick={() => runCommand(session, 'window.filters')}>
          <Icon name="filter" />
        </Button>
        {step('search.back', 'back', back > 0)}
        {forward > 0 && step('search.forward', 'forward', true)}
        <SearchBar />
      </div>
      <div className={styles.right} data-region>
        <Button title={off ? `Off: ${off.short}` : title('import')} unavailable={off !== null} onUnavailable={() => tellOff(session)} onClick={() => runCommand(session, 'import')}>
          Import…
        </Button>
        <ActionsMenu />
        <Button look="icon" data-fullscreen-button aria-label="Full screen" title={title('window.fullscreen')} onClick={() => runCommand(session, 'window.fullscreen')}>
          <Icon name="expand" />
        </Button>
      </div>
    </header>
  );
}
