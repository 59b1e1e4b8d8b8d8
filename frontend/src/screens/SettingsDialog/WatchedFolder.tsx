import { useRef } from 'react';
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
  const choose = useRef<HTMLButtonElement>(null);
  if (watched === null) return null;
  const watch = () => session.attempt(() => session.door.WatchFolder());
  const stop = async () => {
    const stopped = await session.attempt(async () => {
      await session.door.StopWatching();
      return true;
    });
    if (stopped) choose.current?.focus(); // the button that was pressed goes
  };
  return (
    <fieldset className={styles.widths}>
      <legend className={styles.legend}>Watched folder</legend>
      <p className={styles.words}>
        {watched === '' ? (
          'Files that come into a watched folder are imported while this archive is open here, each once. They are only read, and stay where they are.'
        ) : (
          <>
            Files that come into <MarkedText text={watched} /> are imported while this archive is open here, each once. They are only read, and stay where they are.
          </>
        )}
      </p>
      {off && <p className={styles.words}>{off.why}</p>}
      <div className={styles.row}>
        <Button ref={choose} unavailable={off !== null} onClick={() => void watch()}>{watched === '' ? 'Choose a folder…' : 'Choose another folder…'}</Button>
        {watched !== '' && <Button onClick={() => void stop()}>Stop watching</Button>}
      </div>
    </fieldset>
  );
}
