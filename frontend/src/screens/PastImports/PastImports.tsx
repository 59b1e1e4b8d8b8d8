import { useState } from 'react';
import { faultWords, type Door } from '../../api';
import { Button } from '../../components/Button/Button';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { Icon } from '../../components/Icon/Icon';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { reportWords } from '../../state/imports';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import { useAnswer } from '../../state/useAnswer';
import { plural } from '../../text/numbers';
import { showMinute } from '../../time/format';
import { RefusedFiles } from '../ImportReport/RefusedFiles';
import { ReportBody } from '../ImportReport/ReportBody';
import styles from './PastImports.module.css';

const imports = (door: Door) => door.Imports();

/** All imports of this archive, newest first. */
export function PastImports() {
  const session = useSession();
  const { answer: list, fault } = useAnswer(imports);
  const refused = useStore(session.refused);
  const [open, setOpen] = useState<number | null>(null);
  return (
    <Dialog
      wide
      title="Past imports"
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} autoFocus />}
    >
      {fault && <p className={styles.none}>{faultWords(fault)}</p>}
      {list?.length === 0 && <p className={styles.none}>Nothing has been imported yet.</p>}
      {refused.length > 0 && (
        <>
          <p className={styles.since}>{plural(refused.length, 'file was', 'files were')} not imported since this archive was opened. The archive itself keeps no note of that.</p>
          <RefusedFiles files={refused} when />
        </>
      )}
      {list && list.length > 0 && <p className={styles.zone}>Times in {session.zone}.</p>}
      <ul aria-label="Imports">
        {list?.map((report) => (
          <li key={report.number} className={styles.item}>
            <button type="button" className={styles.toggle} aria-expanded={open === report.number} onClick={() => setOpen(open === report.number ? null : report.number)}>
              <Icon name={open === report.number ? 'down' : 'right'} />
              <span className={styles.words}>
                <span className={styles.file}>
                  {report.number}. <MarkedText text={report.file} />
                </span>
                <span className={styles.note}>
                  {showMinute(report.finished, session.zone)}: {reportWords([report])}
                  {report.incomplete && '. Perhaps not whole'}
                </span>
              </span>
            </button>
            {open === report.number && (
              <div className={styles.body}>
                <ReportBody report={report} />
                <Button
                  onClick={() => {
                    session.view.close();
                    void session.change((search) => ({ ...search, imports: [report.number], page: 1 }));
                  }}
                >
                  Show the events of this import
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
