import type { ReactNode } from 'react';
import { Button, Header, Menu as AriaMenu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { spelled } from '../../text/hidden';
import { buttonClass, type Look } from '../Button/looks';
import { Keys } from '../Keys/Keys';
import { MarkedText } from '../MarkedText/MarkedText';
import styles from './Menu.module.css';

export interface MenuEntry {
  id: string;
  label: string;
  /** Second line. */
  note?: string;
  keys?: readonly string[];
  /** It looks unavailable, and its note says why; choosing it can tell more. */
  off?: boolean;
}

export interface MenuGroup {
  id: string;
  heading?: string;
  entries: readonly MenuEntry[];
}

interface Props {
  /** Name of the button, where its content is not a name. */
  label?: string;
  look?: Look;
  className?: string;
  children: ReactNode;
  groups: readonly MenuGroup[];
  align?: 'start' | 'end';
  onAction: (id: string) => void;
}

/** A button that opens a menu. */
export function Menu({ label, look = 'plain', className, children, groups, align = 'start', onAction }: Props) {
  return (
    <MenuTrigger>
      <Button className={buttonClass(look, className)} aria-label={label}>
        {children}
      </Button>
      <Popover className={styles.popover} placement={align === 'start' ? 'bottom start' : 'bottom end'} offset={4}>
        <AriaMenu className={styles.menu} onAction={(id) => onAction(String(id))}>
          {groups.map((group) => (
            <MenuSection key={group.id} className={styles.group} aria-label={group.heading ?? group.id}>
              {group.heading && <Header className={styles.heading}>{group.heading}</Header>}
              {group.entries.map((entry) => (
                <MenuItem key={entry.id} id={entry.id} className={entry.off ? `${styles.entry} ${styles.off}` : styles.entry} textValue={spelled(entry.label)}>
                  <span className={styles.words}>
                    <span>
                      <MarkedText text={entry.label} />
                    </span>
                    {entry.note && (
                      <span className={styles.note}>
                        <MarkedText text={entry.note} />
                      </span>
                    )}
                  </span>
                  {entry.keys && <Keys parts={entry.keys} joined />}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
