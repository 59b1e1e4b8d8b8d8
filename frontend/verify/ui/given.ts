/** What the reader knows from elsewhere: a key, a checkpoint, keys of witnesses. */

import { encode } from '../core/bytes';
import { oneEnd } from '../core/kept';
import { readNote, readVerifier } from '../core/note';
import type { Expected } from '../core/verdict';
import { the } from './dom';

const fields = {
  key: the('key', HTMLTextAreaElement),
  checkpoint: the('checkpoint', HTMLTextAreaElement),
  witnesses: the('witnesses', HTMLTextAreaElement),
};
const fault = the('given-fault', HTMLElement);
const brief = the('given-brief', HTMLElement);
const box = the('given', HTMLDetailsElement);

function lines(text: string): string[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
}

/** What was given; null if it cannot be read, which is then said. */
export function given(): Expected | null {
  const expected = { key: fields.key.value.trim(), checkpoint: fields.checkpoint.value.trim(), witnesses: lines(fields.witnesses.value) };
  const key = readVerifier(expected.key);
  const faults: [HTMLTextAreaElement, string][] = [];
  if (expected.key !== '' && (!key || key.witness)) faults.push([fields.key, 'The key is no public key of an archive. Give the whole text of key.pub.']);
  if (expected.checkpoint !== '' && !readNote(encode(oneEnd(expected.checkpoint)))) {
    faults.push([fields.checkpoint, 'The checkpoint is none. Give the whole text of the file, with its last line, which begins with —.']);
  }
  const bad = expected.witnesses.find((text) => !readVerifier(text)?.witness);
  if (bad !== undefined) faults.push([fields.witnesses, 'A key of a witness is none. Give one a line, as the witness publishes it.']);
  for (const field of Object.values(fields)) field.removeAttribute('aria-invalid');
  for (const [field] of faults) field.setAttribute('aria-invalid', 'true');
  fault.textContent = faults.map(([, words]) => words).join(' ');
  if (faults.length > 0) box.open = true;
  describe(expected);
  return faults.length > 0 ? null : expected;
}

function describe({ key, checkpoint, witnesses }: Expected) {
  const all = [key !== '' && 'a key', checkpoint !== '' && 'a checkpoint', witnesses.length > 0 && 'witnesses'].filter((one) => one !== false);
  brief.textContent = all.length > 0 ? all.join(', ') : 'nothing given';
}

const mostBytes = 1 << 20;

/** Takes a file for what it is; false if it is nothing that can be given. */
export async function takeFile(file: File): Promise<boolean> {
  if (file.size > mostBytes) return false;
  const text = (await file.text()).trim();
  const key = readVerifier(text);
  if (key?.witness) fields.witnesses.value = [...new Set([...lines(fields.witnesses.value), text])].join('\n');
  else if (key) fields.key.value = text;
  else if (readNote(encode(oneEnd(text)))) fields.checkpoint.value = text;
  else return false;
  box.open = true;
  given();
  return true;
}

export function onGiven(change: () => void) {
  for (const field of Object.values(fields)) field.addEventListener('input', change);
}

export function sayFault(words: string) {
  box.open = true;
  fault.textContent = words;
}
