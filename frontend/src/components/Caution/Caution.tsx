import type { ReactNode } from 'react';
import { Icon } from '../Icon/Icon';
import styles from './Caution.module.css';

interface Props {
  /** `note` is for what is so, and is no trouble. */
  kind?: 'note' | 'warn';
  /** Its name for screen readers, where it has more than a sentence. */
  label?: string;
  children: ReactNode;
}

/** What is to be known before the rest of a dialog is read. */
export function Caution({ kind = 'warn', label, children }: Props) {
  return (
    <div className={styles.caution} data-kind={kind} role="group" aria-label={label}>
      <Icon name={kind === 'note' ? 'lock' : 'warning'} />
      <div className={styles.words}>{children}</div>
    </div>
  );
}
