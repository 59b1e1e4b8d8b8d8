/** The search language of DESIGN 4, for the fake. */

import { parseDate, parseDateTime, toZoned, toCalendarDateTime, type CalendarDateTime } from '@internationalized/date';
import { isWhiteSpace, normal } from '../../text/fold';
import type { Asked, Fault, Field, Term } from '../types';

export interface Parsed {
  terms: Term[];
  /** Milliseconds; half open. */
  from: number;
  to: number;
}

/** What exports call the texts that a field stands for. */
const aliases: Partial<Record<string, Field>> = { actor: 'member', event_id: 'id' };
const shape = /^(-?)(?:(member|category|action|description|id|actor|event_id):(?=.))?(\*?)(?:"([^"]*)"?|([^"]*))$/;
const dated = /^(after|before|on):(.+)$/;

export function parse(text: string, zone: string): Parsed {
  const parsed: Parsed = { terms: [], from: -Infinity, to: Infinity };
  for (const raw of words(text)) {
    const date = dated.exec(raw);
    if (date?.[1] && date[2]) {
      const { from, to } = readDate(date[2], zone);
      if (date[1] !== 'before') parsed.from = Math.max(parsed.from, from);
      if (date[1] !== 'after') parsed.to = Math.min(parsed.to, date[1] === 'before' ? from : to);
      continue;
    }
    const term = readTerm(raw);
    if (term) parsed.terms.push(term);
  }
  return parsed;
}

function readTerm(raw: string): Term | null {
  const found = shape.exec(raw);
  const quoted = found?.[4] !== undefined;
  const typed = found ? (found[4] ?? found[5] ?? '') : raw;
  const text = normal(quoted ? typed : typed.replace(/\*+$/, ''));
  if (text.trim() === '') return null;
  return {
    exclude: found?.[1] === '-',
    field: aliases[found?.[2] ?? ''] ?? ((found?.[2] ?? 'any') as Field),
    inside: found?.[3] === '*',
    text,
  };
}

/** Splits at white space outside quotes that start a phrase. */
function words(text: string): string[] {
  const out: string[] = [];
  let word = '';
  let quoted = false;
  for (const char of text) {
    if (char === '"' && (quoted || /^-?(?:[a-z_]+:)?\*?$/.test(word))) quoted = !quoted;
    if (isWhiteSpace(char) && !quoted) {
      if (word !== '') out.push(word);
      word = '';
    } else {
      word += char;
    }
  }
  if (word !== '') out.push(word);
  return out;
}

function readDate(text: string, zone: string): { from: number; to: number } {
  try {
    const day = /^\d{4}-\d\d-\d\d$/.test(text);
    const start: CalendarDateTime = day ? toCalendarDateTime(parseDate(text)) : parseDateTime(text.replace(/Z$/, ''));
    const instant = (value: CalendarDateTime) => toZoned(value, text.endsWith('Z') ? 'UTC' : zone).toDate().getTime();
    return { from: instant(start), to: instant(day ? start.add({ days: 1 }) : start.add({ seconds: 1 })) };
  } catch {
    const fault: Fault = {
      code: 'date',
      message: `“${text}” is no date that can be read`,
      hint: 'write it as 2026-08-02 or 2026-08-02T19:30',
    };
    throw fault;
  }
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
