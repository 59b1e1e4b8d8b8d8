import { use, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button, ComboBox, ComboBoxStateContext, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { Icon } from '../Icon/Icon';
import styles from './ComboField.module.css';

interface Props {
  label: string;
  value: string;
  /** The options; the field shows `label` and finds by it. */
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  help?: string;
}

const most = 60;

/** "new y" finds America/New_York. */
const plain = (text: string) => text.toLowerCase().replaceAll('_', ' ');

/** One of many, found by typing. Enter takes the first that is found. */
export function ComboField({ label, value, options, onChange, help }: Props) {
  const chosen = options.find((option) => option.value === value)?.label ?? value;
  const [typed, setTyped] = useState(chosen);
  const [missed, setMissed] = useState('');
  const wanted = typed === chosen ? '' : plain(typed.trim());
  const shown = options.filter((option) => plain(option.label).includes(wanted)).slice(0, most);
  const next = wanted === '' ? undefined : shown[0]?.value;
  return (
    <ComboBox
      className={styles.field}
      value={value}
      inputValue={typed}
      onInputChange={(text) => {
        setTyped(text);
        if (text !== chosen) setMissed('');
      }}
      onChange={(next) => {
        const option = options.find((one) => one.value === next);
        setTyped(option?.label ?? chosen);
        if (!option || option.value === value) return;
        setMissed('');
        onChange(option.value);
      }}
      items={shown.map((option) => ({ ...option, id: option.value }))}
      defaultFilter={() => true}
      allowsEmptyCollection
      isInvalid={missed !== ''}
      menuTrigger="focus"
    >
      <Label className={styles.label}>{label}</Label>
      <Box wanted={wanted} next={next} only={shown.length === 1} onMissed={() => setMissed(typed.trim())}>
        <Input className={styles.input} spellCheck={false} onFocus={(event) => event.target.select()} />
        <Button className={styles.open}>
          <Icon name="down" />
        </Button>
      </Box>
      {missed !== '' && (
        <Text slot="description" role="alert" className={styles.error}>
          Nothing here is called “{missed}”. It stays {chosen}.
        </Text>
      )}
      {missed === '' && help && (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      <Popover className={styles.popover} maxHeight={280}>
        <ListBox<{ id: string; label: string }> className={styles.list} renderEmptyState={() => <p className={styles.none}>Nothing by this name</p>}>
          {(option) => (
            <ListBoxItem id={option.id} textValue={option.label} className={styles.option} data-next={option.id === next || undefined}>
              {option.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

interface BoxProps {
  wanted: string;
  next: string | undefined;
  /** No other is found. */
  only: boolean;
  onMissed: () => void;
  children: ReactNode;
}

/** The keys that end typing. By itself the field would discard the typed text,
 * unless an option had been focused. */
function Box({ wanted, next, only, onMissed, children }: BoxProps) {
  const state = use(ComboBoxStateContext);
  const end = (event: KeyboardEvent) => {
    const enter = event.key === 'Enter' && !event.nativeEvent.isComposing;
    if (!state || wanted === '' || state.selectionManager.focusedKey !== null || (!enter && event.key !== 'Tab')) return;
    if (enter) {
      event.preventDefault();
      event.stopPropagation();
    }
    if (next === undefined) {
      state.setOpen(false); // while it is open, all else is out of a screen reader's reach
      onMissed();
    } else if (enter || only) state.selectionManager.select(next);
  };
  return (
    <div className={styles.box} onKeyDownCapture={end}>
      {children}
    </div>
  );
}
