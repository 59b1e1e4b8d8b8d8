import { Switch } from 'react-aria-components';
import styles from './SwitchField.module.css';

interface Props {
  label: string;
  note?: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

/** On or off, at once. */
export function SwitchField({ label, note, value, onChange }: Props) {
  return (
    <Switch className={styles.field} isSelected={value} onChange={onChange}>
      <span className={styles.track} aria-hidden="true" />
      <span className={styles.words}>
        <span className={styles.label}>{label}</span>
        {note && <span className={styles.note}>{note}</span>}
      </span>
    </Switch>
  );
}
