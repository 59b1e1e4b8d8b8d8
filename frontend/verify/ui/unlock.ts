/** Asks for what opens an encrypted bundle. What is given is neither shown nor kept: the
 * field is cleared as soon as it is of no use any more. */

import { linesOfKeys } from '../../src/text/keys';
import type { Secret } from '../core/encrypted';
import { shown, the } from './dom';

const form = the('unlock', HTMLFormElement);
const file = the('unlock-file', HTMLElement);
const words = the('unlock-words', HTMLElement);
const label = the('secret-label', HTMLElement);
const field = the('secret', HTMLInputElement);
const note = the('secret-note', HTMLElement);
const fault = the('unlock-fault', HTMLElement);
const choose = the('choose-key', HTMLButtonElement);
const keyFile = the('key-file', HTMLInputElement);

const texts = {
  passphrase: {
    words: 'It is encrypted by a passphrase. What comes of it stays in memory, and is never written to the disk.',
    label: 'Passphrase',
    note: 'It stays on this computer, and is forgotten once the bundle is open.',
    empty: 'Type the passphrase.',
  },
  keys: {
    words: 'It is encrypted for keys, and opens with the private key of one of them. What comes of it stays in memory, and is never written to the disk.',
    label: 'Private key',
    note: 'It begins with AGE-SECRET-KEY-. It stays on this computer, and is forgotten once the bundle is open.',
    empty: 'Paste the private key, or choose its file.',
  },
};

/** Far longer than a file of private keys. */
const mostBytes = 1 << 20;

let asked: { passphrase: boolean; answer: (secret: Secret) => void } | null = null;

/** Asks; again, if fault says why the last answer did not open it. */
export function ask(name: string, passphrase: boolean, wrong: string, answer: (secret: Secret) => void) {
  const text = passphrase ? texts.passphrase : texts.keys;
  asked = { passphrase, answer };
  file.replaceChildren(shown(name));
  words.textContent = text.words;
  label.textContent = text.label;
  note.textContent = text.note;
  choose.hidden = passphrase;
  form.hidden = false;
  say(wrong);
  field.focus();
  field.select();
  form.scrollIntoView({ block: 'nearest' });
}

/** Hides the question while what was given is tried, so that it can be corrected. */
export function pause() {
  form.hidden = true;
}

/** Asks no more, and forgets what was given. */
export function forget() {
  asked = null;
  form.hidden = true;
  field.value = '';
  say('');
}

/** Whether a private key is asked for, so that a dropped one is an answer. */
export function asksForKeys(): boolean {
  return asked !== null && !asked.passphrase;
}

export function answerKeys(keys: string) {
  if (asksForKeys()) asked?.answer({ keys });
}

/** The text of a file of private keys; null for any other file. */
export async function privateKeys(one: File): Promise<string | null> {
  if (one.size > mostBytes) return null;
  const text = await one.text();
  return /^AGE-SECRET-KEY-|^-----BEGIN [A-Z ]*PRIVATE KEY-----/m.test(text) ? text : null;
}

function say(text: string) {
  fault.textContent = text;
  if (text === '') field.removeAttribute('aria-invalid');
  else field.setAttribute('aria-invalid', 'true');
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!asked) return;
  const { passphrase, answer } = asked;
  if (field.value === '') {
    say((passphrase ? texts.passphrase : texts.keys).empty);
    field.focus();
  } else answer(passphrase ? { passphrase: field.value } : { keys: field.value.split(/\s+/).join('\n') });
});

field.addEventListener('input', () => say(''));

// A field of one line would join the lines of a file that is pasted, and so make its keys a
// part of the comment above them.
field.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text') ?? '';
  if (!asksForKeys() || !/[\r\n]/.test(text.trim())) return;
  event.preventDefault();
  field.value = linesOfKeys(text).join(' ');
  say('');
});

choose.addEventListener('click', () => keyFile.click());
keyFile.addEventListener('change', () => {
  const [one] = Array.from(keyFile.files ?? []);
  keyFile.value = '';
  if (one) void take(one);
});

async function take(one: File) {
  if (one.size > mostBytes) say('That is no private key: the file is too large for one.');
  else answerKeys(await one.text());
}
