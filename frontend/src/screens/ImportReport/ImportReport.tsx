import type { ImportReport } from '../../api';
import { Caution } from '../../components/Caution/Caution';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { reportWords } from '../../state/imports';
import type { RefusedFile } from '../../state/view';
import { useSession } from '../../state/SessionContext';
import { count, plural } from '../../text/numbers';
import { RefusedFiles } from './RefusedFiles';
import { ReportBody } from './ReportBody';
import styles from './ImportReport.module.css';

interface Props {
  reports: readonly ImportReport[];
  refused: readonly RefusedFile[];
}

export function ImportReportDialog({ reports, refused }: Props) {
  const session = useSession();
  const cut = reports.filter((report) => report.incomplete);
  const all = reports.length + refused.length;
  return (
    <Dialog
      wide
      reading
      title={all === 1 ? 'Import report' : `Import report of ${plural(all, 'file')}`}
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} autoFocus />}
    >
      {all > 1 && (
        <p className={styles.sum}>
          {refused.length > 0 ? `${count(reports.length)} of ${plural(all, 'file')} imported` : `${plural(all, 'file')} imported`}
          {reports.length > 0 && `: ${reportWords(reports)}`}.
        </p>
      )}
      {reports.length > 1 && cut.length > 0 && (
        <Caution label="Not whole">
          <p>
            {cut.length === 1 ? 'One of these files is' : `${count(cut.length)} of these files are`} not whole, or may not be: <MarkedText text={cut.map((report) => report.file).join(', ')} />
          </p>
        </Caution>
      )}
      {refused.length > 0 && <RefusedFiles files={refused} />}
      {reports.map((report) => (
        <section key={report.number} className={styles.section}>
          <h3 className={styles.file}>
            <MarkedText text={report.file} />
          </h3>
          <ReportBody report={report} />
        </section>
      ))}
    </Dialog>
  );
}
