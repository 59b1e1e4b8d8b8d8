import type { ImportedFile, ImportReport } from '../../api';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { count, plural } from '../../text/numbers';
import styles from './ImportReport.module.css';

/** The files of an import of several. Those that there is something to say of come
 * first: among a thousand others they would not be seen. */
export function ReportFiles({ report }: { report: ImportReport }) {
  const refused = report.files.filter((one) => one.refused !== '');
  const noted = report.files.filter((one) => one.refused === '' && remarkable(one));
  const rest = report.files.filter((one) => one.refused === '' && !remarkable(one));
  return (
    <>
      <p className={styles.count}>
        {plural(report.fileCount, 'file')}
        {refused.length > 0 && `, of which ${count(refused.length)} ${refused.length === 1 ? 'was' : 'were'} not taken in`}
        {noted.length > 0 && `; ${count(noted.length)} with notes, rejections or conflicts`}
        {refused.length + noted.length > 0 && '. These come first.'}
      </p>
      <section className={styles.rejections} aria-label={`Files of ${report.file}`} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">File</th>
              <th scope="col">What came of it</th>
            </tr>
          </thead>
          <tbody>
            {[...refused, ...noted, ...rest].map((one, i) => (
              <FileRow key={i} one={one} />
            ))}
          </tbody>
        </table>
        {report.fileCount > report.files.length && <p className={styles.more}>{count(report.files.length)} of {count(report.fileCount)} are listed.</p>}
      </section>
    </>
  );
}

function remarkable({ notes, rejected, conflicts }: ImportedFile): boolean {
  return notes.length > 0 || rejected > 0 || conflicts > 0;
}

function FileRow({ one }: { one: ImportedFile }) {
  if (one.refused !== '') {
    return (
      <tr data-bad>
        <td className={styles.name}>
          <MarkedText text={one.file} />
        </td>
        <td>
          <MarkedText text={`Not taken in: ${one.refused}`} />
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td className={styles.name}>
        <MarkedText text={one.file} />
      </td>
      <td>
        {`${count(one.read)} read, ${count(one.added)} added, ${plural(one.duplicates, 'duplicate')}, ${one.conflicts > 0 ? `${plural(one.conflicts, 'conflict')}, ` : ''}${count(one.rejected)} rejected`}
        {one.notes.map((note) => (
          <span key={note} className={styles.fileNote}>
            <MarkedText text={note} />
          </span>
        ))}
      </td>
    </tr>
  );
}
