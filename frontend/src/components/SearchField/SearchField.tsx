import { useId, type ReactNode } from 'react';
import { Button } from '../Button/Button';
import { Icon } from '../Icon/Icon';
import styles from './SearchField.module.css';

interface Props {
  label: string;
  value: string;
  placeholder: string;
  /** The key that leads here. */
  keyHint: ReactNode;
  /** Said under the field. */
  error: string;
  hint: string;
  /** Beside the field: help. */
  children?: ReactNode;
  onChange: (text: string) => void;
  onLeave: () => void;
}

/** A date or a -word, which stays on one line unless it is longer than one. */
const hyphened = /(\S*-\S*)/;
const longest = 32;

export function SearchField({ label, value, placeholder, keyHint, error, hint, children, onChange, onLeave }: Props) {
  const id = useId();
  const note = error || hint;
  return (
    <div role="search" className={styles.search}>
      <div className={styles.box} data-error={error !== '' || undefined}>
        <Icon name="search" />
        <input
          type="text"
          data-search
          data-region-focus
          className={styles.field}
          aria-label={label}
          aria-describedby={note ? id : undefined}
          aria-invalid={error !== ''}
          placeholder={placeholder}
          value={value}
          maxLength={4096}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && value !== '') {
              event.preventDefault();
              onChange('');
            } else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') {
              event.preventDefault();
              onLeave();
            }
          }}
        />
        {value === '' ? (
          keyHint
        ) : (
          <Button
            look="icon"
            className={styles.clear}
            aria-label="Clear the search text"
            onClick={(event) => {
              onChange('');
              event.currentTarget.closest('[role="search"]')?.querySelector('input')?.focus();
            }}
          >
            <Icon name="clear" />
          </Button>
        )}
        {children}
      </div>
      {note && (
        <p id={id} className={styles.note} data-error={error !== '' || undefined}>
          {error !== '' && <Icon name="warning" />}
          <span>{note.split(hyphened).map((part, i) => (i % 2 === 0 || part.length > longest ? part : <span key={i} className={styles.whole}>{part}</span>))}</span>
        </p>
      )}
    </div>
  );
}
