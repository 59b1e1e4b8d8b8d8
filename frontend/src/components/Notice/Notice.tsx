import { Button } from '../Button/Button';
import { Icon } from '../Icon/Icon';
import { MarkedText } from '../MarkedText/MarkedText';
import styles from './Notice.module.css';

interface Props {
  kind: 'done' | 'note' | 'warn' | 'error';
  title: string;
  text: string;
  actions: readonly { label: string; run: () => void }[];
  onDismiss: () => void;
}

const icons = { done: 'check', note: 'info', warn: 'warning', error: 'warning' } as const;

/** Something that happened, with what can be done about it. */
export function Notice({ kind, title, text, actions, onDismiss }: Props) {
  return (
    <section className={styles.notice} data-kind={kind} aria-label={title}>
      <Icon name={icons[kind]} />
      <div className={styles.body}>
        <p className={styles.title}>
          <MarkedText text={title} />
        </p>
        {text && (
          <p className={styles.text}>
            <MarkedText text={text} />
          </p>
        )}
        {actions.length > 0 && (
          <div className={styles.actions}>
            {actions.map((action) => (
              <Button
                key={action.label}
                look="link"
                onClick={() => {
                  onDismiss();
                  action.run();
                }}
              >
                {action.label}
              </Button>
            ))}
          </div>
        )}
      </div>
      <Button look="icon" className={styles.dismiss} aria-label={`Dismiss: ${title}`} onClick={onDismiss}>
        <Icon name="clear" />
      </Button>
    </section>
  );
}
