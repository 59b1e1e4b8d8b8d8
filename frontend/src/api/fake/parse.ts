/** The search language of DESIGN 4, for the fake. */

import { readTerms, type DateTerm } from '../../query/terms';
import type { Asked, Fault, Term } from '../types';
import { readSpan } from './dates';

export interface Parsed {
  terms: Term[];
  /** Milliseconds; half open. */
  from: number;
  to: number;
}

export function parse(text: string, zone: string): Parsed {
  const { terms, dates } = readTerms(text);
  const parsed: Parsed = { terms, from: -Infinity, to: Infinity };
  for (const date of dates) narrow(parsed, date, zone);
  return parsed;
}

function narrow(parsed: Parsed, { word, text }: DateTerm, zone: string) {
  const span = readSpan(text, zone);
  if (!span) {
    const fault: Fault = {
      code: 'date',
      message: `“${text}” is no date that can be read`,
      hint: 'write it as 2026-08-02 or 2026-08-02T19:30',
    };
    throw fault;
  }
  if (word !== 'before') parsed.from = Math.max(parsed.from, span.from);
  if (word !== 'after') parsed.to = Math.min(parsed.to, word === 'before' ? span.from : span.until);
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
