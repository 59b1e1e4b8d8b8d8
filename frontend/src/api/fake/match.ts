/** Which events match, in which order, with which counts: by brute force. */

import { findSpans } from '../../text/marks';
import { fold, normal } from '../../text/fold';
import type { SearchState, Sort, Term } from '../types';
import type { FakeEvent } from './events';
import type { Parsed } from './parse';

const key = (event: FakeEvent) => `${event.category}.${event.action}`;

export interface Ignored {
  categories?: boolean;
  actions?: boolean;
  members?: boolean;
  range?: boolean;
}

export function matches(event: FakeEvent, search: SearchState, parsed: Parsed, now: number, ignore: Ignored = {}): boolean {
  if (event.at < parsed.from || event.at >= parsed.to) return false;
  if (!ignore.categories && !oneOf(search.categories, event.category)) return false;
  if (!ignore.actions && !oneOf(search.actions, key(event))) return false;
  if (!ignore.members && !oneOf(search.members, event.actor)) return false;
  if (!oneOf(search.imports, event.import)) return false;
  if (search.conflictsOnly && !event.conflict) return false;
  if (!ignore.range && !inRange(event.at, search, now)) return false;
  return parsed.terms.every((term) => holds(event, term) !== term.exclude);
}

function oneOf<T>(list: readonly T[], value: T): boolean {
  return list.length === 0 || list.includes(value);
}

function inRange(at: number, { range }: SearchState, now: number): boolean {
  if (range.hours > 0) return at >= now - range.hours * 3_600_000;
  if (range.from !== '' && at < Date.parse(range.from)) return false;
  return range.to === '' || at < Date.parse(range.to);
}

function holds(event: FakeEvent, term: Term): boolean {
  const found = (text: string) => findSpans(text, [term]).length > 0;
  switch (term.field) {
    case 'id':
      return normal(event.id) === term.text;
    case 'member':
      return found(event.actor);
    case 'category':
      return found(event.category);
    case 'action':
      return found(key(event));
    case 'description':
      return found(event.description);
    default:
      return found(event.actor) || found(key(event)) || found(event.description);
  }
}

function text(event: FakeEvent, column: Sort['column']): string {
  return column === 'member' ? event.actor : column === 'action' ? key(event) : event.description;
}

function compareText(a: string, b: string): number {
  return compareCharacters(Array.from(fold(a)), Array.from(fold(b))) || compareCharacters(Array.from(a), Array.from(b));
}

/** By code points, in whose order the bytes of UTF-8 are; the units of UTF-16 are not. */
function compareCharacters(a: string[], b: string[]): number {
  const at = a.findIndex((char, i) => char !== b[i]);
  if (at < 0) return a.length - b.length;
  return (a[at]?.codePointAt(0) ?? 0) - (b[at]?.codePointAt(0) ?? -1);
}

export function compare(sort: Sort): (a: FakeEvent, b: FakeEvent) => number {
  return (a, b) => {
    const order = sort.column === 'timestamp' ? a.at - b.at : compareText(text(a, sort.column), text(b, sort.column));
    return (sort.descending ? -order : order) || b.at - a.at || a.seq - b.seq;
  };
}
