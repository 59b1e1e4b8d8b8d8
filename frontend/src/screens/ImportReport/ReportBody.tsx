import type { ImportReport } from '../../api';
import { Button } from '../../components/Button/Button';
import { Caution } from '../../components/Caution/Caution';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { saveRejections } from '../../state/imports';
import { useSession } from '../../state/SessionContext';
import { bytes, count } from '../../text/numbers';
import { showMinute } from '../../time/format';
import { zoneName } from '../../time/zone';
import { ReportFiles } from './ReportFiles';
import styles from './ImportReport.module.css';

/** An import and its results. */
export function ReportBody({ report }: { report: ImportReport }) {
  const session = useSession();
  const figures: [string, number, string?][] = [
    ['Read', report.read],
    ['Added', report.added],
    ['Duplicates', report.duplicates],
    ['Conflicts', report.conflicts, 'among the added'],
    ['Rejected', report.rejected],
    ...(report.due > 0 ? [['Due', report.due, 'past what the plan keeps'] satisfies [string, number, string]] : []),
  ];
  return (
    <div className={styles.report}>
      {report.incomplete && <NotWhole report={report} />}
      <dl className={styles.figures}>
        {figures.map(([label, value, note]) => (
          <div key={label} className={styles.figure} data-bad={(label === 'Rejected' || label === 'Conflicts') && value > 0 ? true : undefined}>
            <dt>{label}</dt>
            <dd>{count(value)}</dd>
            {note && <dd className={styles.figureNote}>{note}</dd>}
          </div>
        ))}
      </dl>
      {!report.incomplete && <Notes notes={report.notes} />}
      {report.rejected > 0 && <Rejections report={report} />}
      {report.files.length > 0 && <ReportFiles report={report} />}
      <dl className={styles.facts}>
        <Fact name="Source" value={report.source} />
        <Fact name="Size" value={bytes(report.bytes)} />
        {report.sumGone && <Fact name="SHA-256" value="gone, since events that the file may have had were purged" />}
        {report.sha256 !== '' && <Fact name="SHA-256" value={report.sha256} mono />}
        <Fact name="Imported" value={`${showMinute(report.finished, session.zone)} (${zoneName(session.zone)}) by ${report.user} with ${report.program}`} />
      </dl>
      {report.rejected > 0 && <Button onClick={() => void saveRejections(session, report.number)}>Save the rejections…</Button>}
    </div>
  );
}

/** Shown before all counts, which cover only the present records. The notes say
 * what is missing. */
function NotWhole({ report }: { report: ImportReport }) {
  return (
    <Caution label={`${report.file} may not be whole`}>
      <p className={styles.strong}>{report.fileCount > 0 ? 'Not all of these files are whole, or may not be' : 'This file is not whole, or may not be'}</p>
      <Notes notes={report.notes} />
      <p>What it had is imported. Get the whole export and import that too: what is here already is not added again.</p>
    </Caution>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {notes.map((note) => (
        <li key={note}>
          <MarkedText text={sentence(note)} />
        </li>
      ))}
    </ul>
  );
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function Fact({ name, value, mono = false }: { name: string; value: string; mono?: boolean }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd className={mono ? styles.mono : undefined}>
        <MarkedText text={value} />
      </dd>
    </div>
  );
}

function Rejections({ report }: { report: ImportReport }) {
  if (report.rejections.length === 0) return null;
  return (
    <section className={styles.rejections} aria-label={`Rejected of ${report.file}`} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Where</th>
            <th scope="col">Why it was rejected</th>
          </tr>
        </thead>
        <tbody>
          {report.rejections.map((one, i) => (
            <tr key={i}>
              <td>{one.at}</td>
              <td>
                <MarkedText text={one.reason} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.rejected > report.rejections.length && <p className={styles.more}>The first {count(report.rejections.length)} are listed.</p>}
    </section>
  );
}
