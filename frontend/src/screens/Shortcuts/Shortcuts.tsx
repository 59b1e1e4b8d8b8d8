import { keyParts } from '../../commands/keys';
import { commands, type Group } from '../../commands/list';
import { Dialog } from '../../components/Dialog/Dialog';
import { Done } from '../../components/Dialog/Done';
import { Keys } from '../../components/Keys/Keys';
import { useSession } from '../../state/SessionContext';
import styles from './Shortcuts.module.css';

interface Line {
  label: string;
  keys: readonly string[];
}

/** The keys that the table handles itself, beside the commands. */
const inTable: readonly Line[] = [
  { label: 'Move', keys: ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] },
  { label: 'First, last event of the page', keys: ['Mod+Home', 'Mod+End'] },
  { label: 'A screen up, down', keys: ['PageUp', 'PageDown'] },
  { label: 'Open the event', keys: ['Enter'] },
  { label: 'Select the event, or not', keys: ['Space'] },
  { label: 'Select a range', keys: ['Shift+ArrowDown', 'Shift+Space'] },
  { label: 'On a heading: sort', keys: ['Enter'] },
  { label: 'On a heading: narrower, wider', keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'] },
  { label: 'On a heading: standard width', keys: ['Shift+Home'] },
  { label: 'Close the event, leave full screen', keys: ['Escape'] },
];

const groups: readonly Group[] = ['Search', 'Selection', 'Table', 'Archive', 'Window'];

export function Shortcuts() {
  const session = useSession();
  const lines = (group: Group): Line[] => {
    const own = commands.filter((command) => command.group === group && command.keys.length > 0);
    return group === 'Table' ? [...own, ...inTable] : own;
  };
  return (
    <Dialog
      wide
      reading
      title="Keyboard shortcuts"
      onClose={session.view.close}
      footer={<Done onClose={session.view.close} autoFocus />}
    >
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group} className={styles.group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`} className={styles.heading}>
              {group}
            </h3>
            <dl>
              {lines(group).map((line) => (
                <div key={line.label} className={styles.line}>
                  <dt>{line.label}</dt>
                  <dd className={styles.keys}>
                    {line.keys.map((key) => (
                      <Keys key={key} parts={keyParts(key)} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
