import { useEffect, useState, type ReactNode } from 'react';
import { Button } from '../Button/Button';
import { Icon } from '../Icon/Icon';
import styles from './CopyField.module.css';

interface Props {
  label: string;
  /** The text that is copied: the original. */
  value: string;
  /** The text that is shown, if not the value. */
  children?: ReactNode;
  mono?: boolean;
  onCopy: (value: string, label: string) => Promise<boolean>;
  /** More buttons. */
  actions?: ReactNode;
  /** Said under the value. */
  note?: string;
}

/** A name, a value and a button that copies the value. */
export function CopyField({ label, value, children, mono = false, onCopy, actions, note = '' }: Props) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <div className={styles.field}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.line}>
        <div className={mono ? `${styles.value} ${styles.mono}` : styles.value}>{children ?? value}</div>
        <div className={styles.actions}>
          {actions}
          <Button look="icon" className={styles.copy} aria-label={`Copy ${label.toLowerCase()}`} title={`Copy ${label.toLowerCase()}`} onClick={() => void onCopy(value, label).then(setCopied)}>
            <Icon name={copied ? 'check' : 'copy'} />
          </Button>
        </div>
      </dd>
      {note !== '' && <dd className={styles.note}>{note}</dd>}
    </div>
  );
}
