import type { ImportReport } from '../../api';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { useSession } from '../../state/SessionContext';
import { plural } from '../../text/numbers';
import { ReportBody } from './ReportBody';
import styles from './ImportReport.module.css';

interface Props {
  reports: readonly ImportReport[];
  refused: readonly { file: string; message: string }[];
}

export function ImportReportDialog({ reports, refused }: Props) {
  const session = useSession();
  return (
    <Dialog
      wide
      reading
      title={reports.length === 1 ? 'Import report' : `Report of ${plural(reports.length, 'import')}`}
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} autoFocus />}
    >
      {refused.map((one) => (
        <p key={one.file} className={styles.refused}>
          <MarkedText text={one.file} /> was not imported: <MarkedText text={one.message} />
        </p>
      ))}
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
