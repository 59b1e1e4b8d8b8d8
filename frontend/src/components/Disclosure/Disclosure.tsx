import type { ReactNode } from 'react';
import { Button, Disclosure as AriaDisclosure, DisclosurePanel } from 'react-aria-components';
import { Icon } from '../Icon/Icon';
import styles from './Disclosure.module.css';

interface Props {
  label: string;
  open: boolean;
  onChange: (open: boolean) => void;
  children: ReactNode;
}

/** What few need, behind a line that says what it is. */
export function Disclosure({ label, open, onChange, children }: Props) {
  return (
    <AriaDisclosure className={styles.disclosure} isExpanded={open} onExpandedChange={onChange}>
      <Button slot="trigger" className={styles.trigger}>
        <Icon name={open ? 'down' : 'right'} />
        {label}
      </Button>
      <DisclosurePanel className={styles.panel}>{open && <div className={styles.content}>{children}</div>}</DisclosurePanel>
    </AriaDisclosure>
  );
}
