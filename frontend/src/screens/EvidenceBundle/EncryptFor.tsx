import { ChoiceField } from '../../components/ChoiceField/ChoiceField';
import { Disclosure } from '../../components/Disclosure/Disclosure';
import { TextField } from '../../components/TextField/TextField';
import { linesOfKeys } from '../../text/keys';

/** For whom a bundle is encrypted. */
export interface Encrypted {
  open: boolean;
  by: 'keys' | 'passphrase';
  keys: string;
  passphrase: string;
  again: string;
}

export const plain: Encrypted = { open: false, by: 'keys', keys: '', passphrase: '', again: '' };

const shortest = 12;

/** What is wrong with it, in the field that it is about; "" for nothing. */
export function wrong(e: Encrypted): { keys: string; passphrase: string; again: string } {
  const none = { keys: '', passphrase: '', again: '' };
  if (!e.open) return none;
  if (e.by === 'keys') {
    const lines = linesOfKeys(e.keys);
    if (lines.length === 0) return { ...none, keys: 'Paste at least one public key, or close this part.' };
    if (lines.some((line) => line.startsWith('AGE-SECRET-KEY-') || line.includes('PRIVATE KEY-----'))) return { ...none, keys: 'That is a private key, which opens files. Paste the public key that belongs to it.' };
    if (!lines.every((line) => /^(age1|ssh-ed25519 |ssh-rsa )/.test(line))) return { ...none, keys: 'A public key begins with age1, ssh-ed25519 or ssh-rsa. Each has a line of its own.' };
    return none;
  }
  if (Array.from(e.passphrase).length < shortest) return { ...none, passphrase: 'A passphrase has at least 12 characters: whoever gets the file can try others as long as he likes.' };
  return e.passphrase === e.again ? none : { ...none, again: 'The two are not the same.' };
}

interface Props {
  value: Encrypted;
  onChange: (value: Encrypted) => void;
  /** Says what is wrong. */
  tried: boolean;
}

export function EncryptFor({ value, onChange, tried }: Props) {
  const faults = tried ? wrong(value) : wrong(plain);
  return (
    <Disclosure label="Encrypt for…" open={value.open} onChange={(open) => onChange(open ? { ...value, open } : plain)}>
      <ChoiceField
        row
        label="It is opened by"
        value={value.by}
        choices={[
          { value: 'keys', label: 'Keys' },
          { value: 'passphrase', label: 'A passphrase' },
        ]}
        onChange={(by) => onChange({ ...value, by })}
      />
      {value.by === 'keys' ? (
        <TextField
          label="Public keys of the recipients"
          lines={3}
          maxLength={500_000}
          value={value.keys}
          onChange={(keys) => onChange({ ...value, keys })}
          placeholder="age1…"
          help="One a line: age1…, ssh-ed25519 … or ssh-rsa …. The journal says for which keys it is."
          error={faults.keys}
        />
      ) : (
        <>
          <TextField secret label="Passphrase" maxLength={1024} value={value.passphrase} onChange={(passphrase) => onChange({ ...value, passphrase })} help="Daybook does not keep it. Send it by another way than the file." error={faults.passphrase} />
          <TextField secret label="The same again" maxLength={1024} value={value.again} onChange={(again) => onChange({ ...value, again })} error={faults.again} />
        </>
      )}
    </Disclosure>
  );
}
