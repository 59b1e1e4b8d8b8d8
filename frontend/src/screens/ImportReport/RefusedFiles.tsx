import { MarkedText } from '../../components/MarkedText/MarkedText';
import type { RefusedFile } from '../../state/view';
import { useSession } from '../../state/SessionContext';
import { showMinute } from '../../time/format';
import styles from './ImportReport.module.css';

interface Props {
  files: readonly RefusedFile[];
  /** Of several imports, so that each says when that was. */
  when?: boolean;
}

/** Files that were not imported, each with the reason. */
export function RefusedFiles({ files, when = false }: Props) {
  const { zone } = useSession();
  return (
    <ul aria-label="Not imported" className={styles.refusals}>
      {files.map(({ file, message, at }, i) => (
        <li key={i} className={styles.refused}>
          <MarkedText text={file} /> was not imported{when && ` on ${showMinute(at, zone)}`}: <MarkedText text={message} />
        </li>
      ))}
    </ul>
  );
}
