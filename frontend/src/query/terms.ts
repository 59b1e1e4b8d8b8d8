/** The search language of DESIGN 4, cut into its terms. The same rule as query.Parse in the
 * program, and held against it by shared vectors. */

import { fold, normal } from '../text/fold';

/** In which text of an event a term is looked for; "id" asks for an equal text. */
export type Field = 'any' | 'member' | 'category' | 'action' | 'description' | 'id';

export interface Term {
  exclude: boolean;
  field: Field;
  inside: boolean;
  /** Folded. */
  text: string;
}

/** A date as it was typed behind its word, which has still to be read. */
export interface DateTerm {
  word: 'after' | 'before' | 'on';
  text: string;
}

/** The fields, and the names that exports give to the texts of two of them. */
const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['member', 'member'], ['category', 'category'], ['action', 'action'], ['description', 'description'], ['id', 'id'],
  ['actor', 'member'], ['event_id', 'id'],
]);
const dated = /^(after|before|on):(.*)$/su;

export function readTerms(text: string): { terms: Term[]; dates: DateTerm[] } {
  const read = { terms: [] as Term[], dates: [] as DateTerm[] };
  let rest = fold(text);
  for (;;) {
    const start = rest.search(/\P{White_Space}/u);
    if (start < 0) return read;
    rest = rest.slice(start);
    const word = /^\P{White_Space}+/u.exec(rest)?.[0] ?? '';
    const date = dated.exec(word);
    if (date) {
      read.dates.push({ word: date[1] as DateTerm['word'], text: date[2] ?? '' });
      rest = rest.slice(word.length);
      continue;
    }
    const cut = readTerm(rest, word);
    if (cut.term.text !== '') read.terms.push(cut.term);
    rest = rest.slice(cut.length);
  }
}

/** Reads the term that `rest` starts with, of which `word` is the part before white
 * space; only a phrase goes beyond that. */
function readTerm(rest: string, word: string): { term: Term; length: number } {
  const term: Term = { exclude: false, field: 'any', inside: false, text: '' };
  if (word.startsWith('-') && dated.test(word.slice(1))) return plain(term, word, 0);
  let at = 0;
  if (word.length > 1 && word.startsWith('-')) {
    term.exclude = true;
    at = 1;
  }
  const colon = word.indexOf(':', at);
  const field = colon > 0 && colon < word.length - 1 ? fields.get(word.slice(at, colon)) : undefined;
  if (field) {
    term.field = field;
    at = colon + 1;
  }
  if (word[at] === '*') {
    term.inside = true;
    at++;
  }
  if (word[at] !== '"') return plain(term, word, at);
  const end = rest.indexOf('"', at + 1);
  const phrase = rest.slice(at + 1, end < 0 ? undefined : end);
  return { term: { ...term, text: normal(phrase) }, length: end < 0 ? rest.length : end + 1 };
}

/** A word from a place on, as text; one star at its end says nothing. */
function plain(term: Term, word: string, at: number): { term: Term; length: number } {
  return { term: { ...term, text: normal(word.slice(at).replace(/\*$/, '')) }, length: word.length };
}
