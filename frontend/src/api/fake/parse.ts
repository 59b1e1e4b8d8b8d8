/** The search language of DESIGN 4, for the fake. */

import { fold, normal } from '../../text/fold';
import type { Asked, Fault, Field, Term } from '../types';
import { readSpan } from './dates';

export interface Parsed {
  terms: Term[];
  /** Milliseconds; half open. */
  from: number;
  to: number;
}

/** The fields, and the names that exports give to the texts of two of them. */
const fields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ['member', 'member'], ['category', 'category'], ['action', 'action'], ['description', 'description'], ['id', 'id'],
  ['actor', 'member'], ['event_id', 'id'],
]);
const dated = /^(after|before|on):(.*)$/su;

export function parse(text: string, zone: string): Parsed {
  const parsed: Parsed = { terms: [], from: -Infinity, to: Infinity };
  let rest = fold(text);
  for (;;) {
    const start = rest.search(/\P{White_Space}/u);
    if (start < 0) return parsed;
    rest = rest.slice(start);
    const word = /^\P{White_Space}+/u.exec(rest)?.[0] ?? '';
    const date = dated.exec(word);
    if (date) {
      narrow(parsed, date[1] ?? '', date[2] ?? '', zone);
      rest = rest.slice(word.length);
      continue;
    }
    const cut = readTerm(rest, word);
    if (cut.term.text !== '') parsed.terms.push(cut.term);
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

function narrow(parsed: Parsed, name: string, text: string, zone: string) {
  const span = readSpan(text, zone);
  if (!span) {
    const fault: Fault = {
      code: 'date',
      message: `“${text}” is no date that can be read`,
      hint: 'write it as 2026-08-02 or 2026-08-02T19:30',
    };
    throw fault;
  }
  if (name !== 'before') parsed.from = Math.max(parsed.from, span.from);
  if (name !== 'after') parsed.to = Math.min(parsed.to, name === 'before' ? span.from : span.until);
}

export function asked(text: string, zone: string): Asked {
  const { terms } = parse(text, zone);
  const upper = /(^|\s)(AND|OR|NOT)(\s|$)/.exec(text)?.[2];
  return {
    terms,
    hint: upper ? `“${upper}” is searched for like any other word. Every word must be found; write -word to leave events out.` : '',
    words: inWords(terms),
  };
}

function inWords(terms: Term[]): string {
  if (terms.length === 0) return 'all events';
  return `events ${terms
    .map((term) => `${term.exclude ? 'without' : 'with'} “${term.text}” in ${term.field === 'any' ? 'any text' : `the ${term.field}`}`)
    .join(', ')}`;
}
