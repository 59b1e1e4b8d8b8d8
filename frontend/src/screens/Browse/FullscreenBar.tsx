import { runCommand } from '../../commands/list';
import { Button } from '../../components/Button/Button';
import { Icon } from '../../components/Icon/Icon';
import { Keys } from '../../components/Keys/Keys';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { searchWords } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { ActionsMenu } from '../TopBar/ActionsMenu';
import styles from './Browse.module.css';

/** All that is above the table in full screen. */
export function FullscreenBar() {
  const session = useSession();
  const name = useSelected(session.app, (app) => app.archive?.name ?? '');
  const search = useSelected(session.queries.answer, (answer) => answer.search);
  return (
    <header className={styles.fullbar} data-region>
      <h1 className={styles.fullname}>
        <MarkedText text={name} />
      </h1>
      <span className={styles.fullwords}>
        <MarkedText text={searchWords(search)} />
      </span>
      <ActionsMenu />
      <Button look="icon" data-fullscreen-button aria-label="Leave full screen" title="Leave full screen" onClick={() => runCommand(session, 'window.fullscreen')}>
        <Icon name="shrink" />
      </Button>
      <Keys parts={['Esc']} />
    </header>
  );
}
