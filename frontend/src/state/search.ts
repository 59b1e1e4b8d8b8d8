/** Searches as values: made, changed, compared, said in words. All pure. */

import type { Column, SearchState, TimeRange } from '../api';
import { plural } from '../text/numbers';
import { shortened } from '../text/shortened';
import { showRange } from '../time/format';

export const allTime: TimeRange = { hours: 0, from: '', to: '' };

export function emptySearch(zone: string): SearchState {
  return {
    text: '',
    categories: [],
    actions: [],
    members: [],
    imports: [],
    conflictsOnly: false,
    range: allTime,
    zone,
    sort: { column: 'timestamp', descending: true },
    page: 1,
  };
}

/** The parts of a search that decide which events match: sort and page do not. */
export function matchKey(search: SearchState): string {
  const { sort: _sort, page: _page, ...rest } = search;
  return JSON.stringify(rest);
}

export function isAll(search: SearchState): boolean {
  return parts(search).length === 0;
}

export function isAllTime(range: TimeRange): boolean {
  return range.hours === 0 && range.from === '' && range.to === '';
}

export type ListFilter = 'categories' | 'actions' | 'members';

export function toggled(search: SearchState, list: ListFilter, value: string): SearchState {
  const values = search[list];
  const next = values.includes(value) ? values.filter((one) => one !== value) : [...values, value];
  return { ...search, [list]: next, page: 1 };
}

/** The next order when a heading is pressed: the other way round if it is the
 * column in use; times start with the newest, texts with the first letter. */
export function sortedBy(search: SearchState, column: Column): SearchState {
  const same = search.sort.column === column;
  const descending = same ? !search.sort.descending : column === 'timestamp';
  return { ...search, sort: { column, descending }, page: 1 };
}

/** A text that is longer is only begun where it is repeated: the field has it. */
const longest = 60;

/** One part of a search that can be dropped by itself. */
export interface Part {
  id: string;
  label: string;
  without: SearchState;
}

export function parts(search: SearchState): Part[] {
  const out: Part[] = [];
  const add = (id: string, label: string, change: Partial<SearchState>) =>
    out.push({ id, label, without: { ...search, ...change, page: 1 } });
  if (search.text.trim() !== '') add('text', `text “${shortened(search.text.trim(), longest)}”`, { text: '' });
  if (search.categories.length > 0) add('categories', listed('category', 'categories', search.categories), { categories: [] });
  if (search.actions.length > 0) add('actions', listed('action', 'actions', search.actions), { actions: [] });
  if (search.members.length > 0) add('members', listed('member', 'members', search.members), { members: [] });
  if (!isAllTime(search.range)) add('range', `time ${lowerFirst(rangeWords(search.range, search.zone))}`, { range: allTime });
  if (search.imports.length > 0) add('imports', listed('import', 'imports', search.imports.map(String)), { imports: [] });
  if (search.conflictsOnly) add('conflicts', 'conflicts only', { conflictsOnly: false });
  return out;
}

/** "last 30 days", but "18 Apr 2026". */
export function lowerFirst(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function listed(one: string, many: string, values: readonly string[]): string {
  const first = values.slice(0, 2).map((value) => shortened(value, longest));
  return values.length === 1 ? `${one} ${first[0] ?? ''}` : `${many} ${first.join(', ')}${values.length > 2 ? ` and ${plural(values.length - 2, 'other')}` : ''}`;
}

export function rangeWords(range: TimeRange, zone: string): string {
  if (range.hours === 0) return showRange(range.from, range.to, zone);
  return range.hours % 24 === 0 && range.hours > 24 ? `Last ${String(range.hours / 24)} days` : `Last ${String(range.hours)} hours`;
}

/** The filters' selection of events, in a few words; "" for all. */
export function filterWords(search: SearchState): string {
  return parts({ ...search, text: '' }).map((part) => part.label).join(', ');
}

export function unfiltered(search: SearchState): SearchState {
  const { text, zone, sort } = search;
  return { ...emptySearch(zone), text, sort };
}

/** The whole search in a few words, for a name or a title. */
export function searchWords(search: SearchState): string {
  const all = parts(search);
  return all.length === 0 ? 'All events' : all.map((part) => part.label).join(', ');
}
