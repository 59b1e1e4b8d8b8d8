import { useEffect, useState } from 'react';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import styles from './DropVeil.module.css';

/** Says, while files hang over the window, what dropping them does; and keeps
 * the page from going to the file. The program itself hears the drop. */
export function DropVeil() {
  const session = useSession();
  const archive = useSelected(session.app, (app) => app.archive?.name);
  const [over, setOver] = useState(false);
  useEffect(() => {
    // WebKitGTK tells of files only as what they are called.
    const files = (event: DragEvent) => event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/uri-list') ?? false;
    const hold = (event: DragEvent) => {
      if (!files(event)) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
    };
    const leave = (event: DragEvent) => {
      if (!event.relatedTarget) setOver(false);
    };
    // The end of a drag that the program took over is not told to the page.
    const gone = () => setOver(false);
    window.addEventListener('dragover', hold);
    window.addEventListener('drop', hold);
    window.addEventListener('dragleave', leave);
    window.addEventListener('pointermove', gone);
    const off = session.door.on('drop', gone);
    return () => {
      window.removeEventListener('dragover', hold);
      window.removeEventListener('drop', hold);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('pointermove', gone);
      off();
    };
  }, [session]);
  if (!over) return null;
  return (
    <div className={styles.veil} aria-hidden="true">
      <p className={styles.words}>
        <MarkedText text={archive === undefined ? 'Drop an evidence bundle to verify it; to import files, open an archive first' : `Drop to import into ${archive}, or to verify an evidence bundle`} />
      </p>
    </div>
  );
}
