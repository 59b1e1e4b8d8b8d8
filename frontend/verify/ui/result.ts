/** A verdict on the page, in the order in which it is to be read. */

import { fingerprint } from '../core/fingerprint';
import { count } from '../../src/text/numbers';
import { exitCode, isKnown, isWhole, type Found } from '../core/verdict';
import { advice, cautions, facts, headline, proven, unproven } from '../core/words';
import type { Opened } from '../job';
import { element, shown } from './dom';

/** How the verdict is shown: only where the signer is known and nothing is in doubt does it
 * look like an approval. */
type Look = 'good' | 'doubt' | 'bad';

const marks: Readonly<Record<Look, string>> = { good: '✓', doubt: '?', bad: '✗' };

export function lookOf(found: Found): Look {
  if (!isWhole(found)) return 'bad';
  return isKnown(found) && exitCode(found) !== 1 ? 'good' : 'doubt';
}

/** The whole result; of an encrypted bundle it is said by what it was opened. */
export function result(found: Found, name: string, opened: Opened | null): HTMLElement[] {
  const look = lookOf(found);
  const head = element(
    'div',
    { class: `plate verdict ${look}` },
    element('span', { class: 'mark', 'aria-hidden': 'true' }, marks[look]),
    element('div', {}, element('p', { class: 'file' }, shown(name), opened && howOpened(opened)), element('h2', {}, shown(`${headline(found)}.`)), ...underHeadline(found)),
  );
  if (!isWhole(found)) return [head, problems(found)];
  return [
    head,
    section('What this shows', list(proven(found))),
    section('The key that signed', key(found)),
    section('What it cannot show', list(unproven(found))),
    ...said(found),
  ];
}

/** It stands beside the name, since it says nothing about who signed the bundle. */
function howOpened({ passphrase }: Opened): string {
  return ` — encrypted, opened here with ${passphrase ? 'the passphrase' : 'a private key'}`;
}

function underHeadline(found: Found): HTMLElement[] {
  const words = isWhole(found) ? cautions(found) : [advice];
  if (found.undecided !== '') words.push(`Not compared with the checkpoint that you gave: ${found.undecided}.`);
  return words.map((sentence) => element('p', {}, shown(sentence)));
}

function section(title: string, ...children: HTMLElement[]): HTMLElement {
  return element('section', {}, element('h3', {}, title), ...children);
}

function list(sentences: readonly string[]): HTMLElement {
  return element('ul', {}, ...sentences.map((sentence) => element('li', {}, shown(sentence))));
}

function problems(found: Found): HTMLElement {
  const more = found.count - found.problems.length;
  return section('What is wrong', list(more > 0 ? [...found.problems, `and ${count(more)} more`] : found.problems));
}

/** The key to compare: as words for the telephone, and whole. */
function key(found: Found): HTMLElement {
  const words = fingerprint(found.key).split(' ');
  const why = {
    given: 'It is the key that you gave.',
    known: 'It signed the checkpoint that you kept.',
    unknown: 'Only the bundle says whose key it is. Ask the sender for these words, by telephone or in person, and compare all twelve.',
  }[found.signer];
  return element(
    'div',
    { class: 'key' },
    element('p', {}, why),
    element('ol', { class: 'words', 'aria-label': 'Fingerprint of the key in words' }, ...words.map((word) => element('li', {}, word))),
    element('p', { class: 'mono' }, shown(found.key)),
  );
}

/** What the bundle says of itself. */
function said(found: Found): HTMLElement[] {
  const own = facts(found).filter(({ name }) => name !== 'Key' && name !== 'In words');
  if (own.length === 0) return [];
  const rows = own.map(({ name, text }) => element('div', {}, element('dt', {}, name), element('dd', name === 'Root' ? { class: 'mono' } : {}, shown(text))));
  return [section('What the bundle says of itself', element('dl', {}, ...rows))];
}
