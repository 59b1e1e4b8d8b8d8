import { useState } from 'react';
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { Icon } from '../Icon/Icon';
import styles from './ComboField.module.css';

interface Props {
  label: string;
  value: string;
  /** What can be chosen; the field shows `label` and finds by it. */
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  help?: string;
}

const most = 60;

/** One of many, found by typing. */
export function ComboField({ label, value, options, onChange, help }: Props) {
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  const [typed, setTyped] = useState(chosen);
  const wanted = typed === chosen ? '' : typed.toLowerCase();
  const shown = options.filter((option) => option.label.toLowerCase().includes(wanted)).slice(0, most);
  return (
    <ComboBox
      className={styles.field}
      value={value}
      inputValue={typed}
      onInputChange={setTyped}
      onChange={(next) => {
        const option = options.find((one) => one.value === next);
        setTyped(option?.label ?? chosen);
        if (option) onChange(option.value);
      }}
      items={shown.map((option) => ({ ...option, id: option.value }))}
      defaultFilter={() => true}
      menuTrigger="focus"
    >
      <Label className={styles.label}>{label}</Label>
      <div className={styles.box}>
        <Input className={styles.input} spellCheck={false} onFocus={(event) => event.target.select()} />
        <Button className={styles.open}>
          <Icon name="down" />
        </Button>
      </div>
      {help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      <Popover className={styles.popover} maxHeight={280}>
        <ListBox<{ id: string; label: string }> className={styles.list} renderEmptyState={() => <p className={styles.none}>Nothing by this name</p>}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.option}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
