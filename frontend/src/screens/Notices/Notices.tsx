import { Notice } from '../../components/Notice/Notice';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import styles from './Notices.module.css';

export function Notices() {
  const session = useSession();
  const list = useStore(session.notices.list);
  if (list.length === 0) return null;
  return (
    <aside className={styles.notices} aria-label="Notices" data-region>
      {list.map(({ id, ...notice }) => (
        <Notice key={id} {...notice} onDismiss={() => session.notices.dismiss(id)} />
      ))}
    </aside>
  );
}
