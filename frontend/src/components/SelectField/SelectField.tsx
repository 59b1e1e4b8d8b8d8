import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue, Text } from 'react-aria-components';
import { Icon } from '../Icon/Icon';
import styles from './SelectField.module.css';

export interface Option<V extends string> {
  value: V;
  label: string;
  note?: string;
}

interface Props<V extends string> {
  label: string;
  value: V;
  options: readonly Option<V>[];
  onChange: (value: V) => void;
  help?: string;
}

/** One of several, in a list that opens. */
export function SelectField<V extends string>({ label, value, options, onChange, help }: Props<V>) {
  return (
    <Select className={styles.field} value={value} onChange={(next) => onChange(options.find((option) => option.value === next)?.value ?? value)}>
      <Label className={styles.label}>{label}</Label>
      <Button className={styles.button}>
        <SelectValue className={styles.value}>{({ selectedText }) => selectedText}</SelectValue>
        <Icon name="down" />
      </Button>
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      <Popover className={styles.popover}>
        <ListBox className={styles.list}>
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.note ? `${option.label}, ${option.note}` : option.label} className={styles.option}>
              <span>{option.label}</span>
              {option.note && <span className={styles.note}>{option.note}</span>}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
