import { useEffect, useState } from 'react';
import { faultWords, toFault, type Fault, type JournalPage } from '../../api';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { Pager } from '../../components/Pager/Pager';
import { useSession } from '../../state/SessionContext';
import { plural } from '../../text/numbers';
import { JournalLines } from './JournalLines';
import styles from './Journal.module.css';

/** All actions on the archive and with it, the newest first. */
export function Journal() {
  const session = useSession();
  const [wanted, setWanted] = useState(1);
  const [page, setPage] = useState<JournalPage | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    let current = true;
    session.door.Journal({ page: wanted }).then(
      (answer) => {
        if (current) setPage(answer);
      },
      (reason: unknown) => setFault(toFault(reason)),
    );
    return () => {
      current = false;
    };
  }, [session, wanted]);
  return (
    <Dialog
      wide
      reading
      title="Journal"
      onClose={session.view.close}
      footer={
        <>
          {page && page.pages > 1 && <Pager page={page.page} pages={page.pages} onPage={setWanted} />}
          <Done onClose={session.view.close} autoFocus />
        </>
      }
    >
      <p className={styles.about}>
        Each line holds the hash of the line before, and the last one is signed: Verify finds a line that was changed or removed.
        {page && ` ${plural(page.total, 'line')}.`}
      </p>
      {fault && <p className={styles.about}>{faultWords(fault)}</p>}
      {page && <JournalLines lines={page.lines} />}
    </Dialog>
  );
}
