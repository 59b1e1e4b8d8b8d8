import type { ReactNode } from 'react';
import { Icon } from '../Icon/Icon';
import styles from './Caution.module.css';

interface Props {
  /** `note` is for a fact that is not a problem. */
  kind?: 'note' | 'warn';
  /** Its name for screen readers, where it has more than a sentence. */
  label?: string;
  children: ReactNode;
}

/** A message to read before the rest of a dialog. */
export function Caution({ kind = 'warn', label, children }: Props) {
  return (
    <div className={styles.caution} data-kind={kind} role="group" aria-label={label}>
      <Icon name={kind === 'note' ? 'lock' : 'warning'} />
      <div className={styles.words}>{children}</div>
    </div>
  );
}
