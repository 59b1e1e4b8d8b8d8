/** Which events match, in which order, with which counts: by brute force. */

import { compareText, keyOf, oneOf, satisfies } from '../../query/match';
import type { SearchState, Sort } from '../types';
import type { FakeEvent } from './events';
import type { Parsed } from './parse';

export interface Ignored {
  categories?: boolean;
  actions?: boolean;
  members?: boolean;
  range?: boolean;
}

export function matches(event: FakeEvent, search: SearchState, parsed: Parsed, now: number, ignore: Ignored = {}): boolean {
  if (event.at < parsed.from || event.at >= parsed.to) return false;
  if (!ignore.categories && !oneOf(search.categories, event.category)) return false;
  if (!ignore.actions && !oneOf(search.actions, keyOf(event))) return false;
  if (!ignore.members && !oneOf(search.members, event.actor)) return false;
  if (!oneOf(search.imports, event.import)) return false;
  if (search.conflictsOnly && !event.conflict) return false;
  if (!ignore.range && !inRange(event.at, search, now)) return false;
  return parsed.terms.every((term) => satisfies(event, term));
}

function inRange(at: number, { range }: SearchState, now: number): boolean {
  if (range.hours > 0) return at >= now - range.hours * 3_600_000;
  if (range.from !== '' && at < Date.parse(range.from)) return false;
  return range.to === '' || at < Date.parse(range.to);
}

function text(event: FakeEvent, column: Sort['column']): string {
  return column === 'member' ? event.actor : column === 'action' ? keyOf(event) : event.description;
}

export function compare(sort: Sort): (a: FakeEvent, b: FakeEvent) => number {
  return (a, b) => {
    const order = sort.column === 'timestamp' ? a.at - b.at : compareText(text(a, sort.column), text(b, sort.column));
    return (sort.descending ? -order : order) || b.at - a.at || a.seq - b.seq;
  };
}
