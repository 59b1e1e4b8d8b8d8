import { CalendarDateTime } from '@internationalized/date';
import {
  Button, Calendar, CalendarCell, CalendarGrid, DateInput, DatePicker, DateSegment, Dialog, Group, Heading, Label, Popover,
} from 'react-aria-components';
import { Icon } from '../Icon/Icon';
import styles from './DateTimeField.module.css';

interface Props {
  label: string;
  value: CalendarDateTime | null;
  /** Shown before anything is set. */
  placeholder: CalendarDateTime;
  onChange: (value: CalendarDateTime | null) => void;
  error?: string;
}

/** A date with a time of day, typed or picked. No zone: that is another field. */
export function DateTimeField({ label, value, placeholder, onChange, error = '' }: Props) {
  return (
    <DatePicker className={styles.field} value={value} placeholderValue={placeholder} granularity="minute" hourCycle={24} shouldForceLeadingZeros isInvalid={error !== ''} onChange={onChange}>
      <Label className={styles.label}>{label}</Label>
      <Group className={styles.box}>
        <DateInput className={styles.input}>{(segment) => <DateSegment segment={segment} className={styles.segment} />}</DateInput>
        <Button className={styles.open}>
          <Icon name="calendar" />
        </Button>
      </Group>
      {error !== '' && <p className={styles.error}>{error}</p>}
      <Popover className={styles.popover}>
        <Dialog className={styles.dialog}>
          <Calendar>
            <header className={styles.header}>
              <Button slot="previous" className={styles.step}>
                <Icon name="left" />
              </Button>
              <Heading className={styles.month} />
              <Button slot="next" className={styles.step}>
                <Icon name="right" />
              </Button>
            </header>
            <CalendarGrid className={styles.days}>{(date) => <CalendarCell date={date} className={styles.day} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}
