import { useState } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { buttonClass } from '../../components/Button/looks';
import { Icon } from '../../components/Icon/Icon';
import styles from './SearchHelp.module.css';

const rows: { example: string; insert: string; says: string }[] = [
  { example: 'webhook failed', insert: 'webhook', says: 'both words, each where a word starts' },
  { example: '"was revoked"', insert: '"', says: 'these words, one after the other' },
  { example: '-delivered', insert: '-', says: 'without this word' },
  { example: '*hook', insert: '*', says: 'also inside a word' },
  { example: 'member:ana', insert: 'member:', says: 'in the member only' },
  { example: 'category:credit', insert: 'category:', says: 'in the category only' },
  { example: 'action:api_key.cr', insert: 'action:', says: 'in the action only' },
  { example: 'description:flux', insert: 'description:', says: 'in the description only' },
  { example: 'id:evt_5f0c', insert: 'id:', says: 'the event with exactly this id' },
  { example: 'after:2026-08-02', insert: 'after:', says: 'from the start of this day' },
  { example: 'before:2026-08-02T19:30', insert: 'before:', says: 'until just before this time' },
  { example: 'on:2026-08-02', insert: 'on:', says: 'on this day' },
];

/** The help for the search language, beside the field. */
export function SearchHelp({ onInsert }: { onInsert: (term: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={open} onOpenChange={setOpen}>
      <Button className={buttonClass('icon', styles.button)} aria-label="What can be typed here">
        <Icon name="help" />
      </Button>
      <Popover className={styles.popover} placement="bottom end" offset={8}>
        <Dialog className={styles.dialog}>
          <Heading slot="title" level={2} className={styles.title}>
            What can be typed
          </Heading>
          <ul>
            {rows.map((row) => (
              <li key={row.example}>
                <button
                  type="button"
                  className={styles.row}
                  onClick={() => {
                    setOpen(false);
                    onInsert(row.insert);
                  }}
                >
                  <code className={styles.example}>{row.example}</code>
                  <span className={styles.says}>{row.says}</span>
                </button>
              </li>
            ))}
          </ul>
          <p className={styles.note}>Capitals and accents make no difference. Every word must be found; AND, OR and NOT are words like others. actor: and event_id:, as exports name them, are member: and id:.</p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
