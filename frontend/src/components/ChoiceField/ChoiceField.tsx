import { Label, Radio, RadioGroup, Text } from 'react-aria-components';
import styles from './ChoiceField.module.css';

export interface Choice<V extends string> {
  value: V;
  label: string;
  note?: string;
}

interface Props<V extends string> {
  label: string;
  value: V;
  choices: readonly Choice<V>[];
  onChange: (value: V) => void;
  help?: string;
  /** Side by side. */
  row?: boolean;
}

/** One of a few. */
export function ChoiceField<V extends string>({ label, value, choices, onChange, help, row = false }: Props<V>) {
  return (
    <RadioGroup className={styles.field} value={value} orientation={row ? 'horizontal' : 'vertical'} onChange={(next) => onChange(choices.find((choice) => choice.value === next)?.value ?? value)}>
      <Label className={styles.label}>{label}</Label>
      <div className={row ? styles.row : styles.list}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={styles.choice}>
            <span className={styles.dot} aria-hidden="true" />
            <span className={styles.words}>
              <span>{choice.label}</span>
              {choice.note && <span className={styles.note}>{choice.note}</span>}
            </span>
          </Radio>
        ))}
      </div>
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
    </RadioGroup>
  );
}
