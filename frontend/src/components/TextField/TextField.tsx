import { Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components';
import styles from './TextField.module.css';

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  help?: string;
  error?: string;
  placeholder?: string;
  maxLength?: number;
  /** Several lines. */
  lines?: number;
  autoFocus?: boolean;
  /** The text is a proposal: typing replaces it. */
  proposed?: boolean;
  /** Not to be read over a shoulder. */
  secret?: boolean;
}

export function TextField({ label, value, onChange, help, error = '', placeholder, maxLength, lines = 1, autoFocus = false, proposed = false, secret = false }: Props) {
  return (
    <AriaTextField className={styles.field} value={value} onChange={onChange} isInvalid={error !== ''} maxLength={maxLength} autoFocus={autoFocus} type={secret ? 'password' : 'text'} autoComplete={secret ? 'new-password' : 'off'}>
      <Label className={styles.label}>{label}</Label>
      {lines > 1 ? (
        <TextArea className={styles.area} rows={lines} placeholder={placeholder} spellCheck={false} />
      ) : (
        <Input className={styles.input} placeholder={placeholder} spellCheck={false} onFocus={proposed ? (event) => event.currentTarget.select() : undefined} />
      )}
      {error !== '' ? (
        <Text slot="description" className={styles.error}>
          {error}
        </Text>
      ) : (
        help && (
          <Text slot="description" className={styles.help}>
            {help}
          </Text>
        )
      )}
    </AriaTextField>
  );
}
