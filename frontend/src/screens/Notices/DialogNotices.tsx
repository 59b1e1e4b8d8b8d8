import { useState } from 'react';
import { Notice } from '../../components/Notice/Notice';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import styles from './Notices.module.css';

/** In a dialog: the notices since it was opened, since nothing behind it can be used. */
export function DialogNotices() {
  const { notices } = useSession();
  const [before] = useState(notices.newest);
  const list = useStore(notices.list).filter((one) => one.id > before);
  if (list.length === 0) return null;
  return (
    <section className={styles.inDialog} aria-label="Notices">
      {list.toReversed().map(({ id, kind, title, text, actions }) => (
        <Notice key={id} kind={kind} title={title} text={text} actions={actions} onDismiss={() => notices.dismiss(id)} />
      ))}
    </section>
  );
}
