import { Button } from '../../components/Button/Button';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import styles from './SettingsDialog.module.css';

/** The folder whose files the open archive takes in; without an archive, nothing. */
export function WatchedFolder() {
  const session = useSession();
  const watched = useSelected(session.app, (app) => app.archive?.watched ?? null);
  const off = useOff();
  if (watched === null) return null;
  const watch = (how: 'choose' | 'stop') => void session.attempt(() => session.door.Watch({ how }));
  return (
    <fieldset className={styles.widths}>
      <legend className={styles.legend}>Watched folder</legend>
      <p>
        {watched === '' ? (
          'Files that come into a watched folder are imported while this archive is open here, each once. They are only read, and stay where they are.'
        ) : (
          <>
            Files that come into <MarkedText text={watched} /> are imported while this archive is open here, each once. They are only read, and stay where they are.
          </>
        )}
      </p>
      <div className={styles.row}>
        <Button unavailable={off !== null} onClick={() => watch('choose')}>{watched === '' ? 'Choose a folder…' : 'Choose another folder…'}</Button>
        {watched !== '' && <Button onClick={() => watch('stop')}>Stop watching</Button>}
      </div>
    </fieldset>
  );
}
