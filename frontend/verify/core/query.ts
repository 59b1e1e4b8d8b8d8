/** The query of a manifest, to the nanosecond and in UTC, by the rule of the search. */

import { compareText, keyOf, oneOf, satisfies, type Texts } from '../../src/query/match';
import { readTerms, type Term } from '../../src/query/terms';
import { leftOut } from './line';
import type { Asked } from './manifest';
import { earliest, isWritten, latest, readTime } from './time';

export interface Query {
  terms: Term[];
  from: bigint;
  until: bigint;
  categories: readonly string[];
  actions: readonly string[];
  members: readonly string[];
  imports: readonly number[];
}

const first = readTime('1678-01-01T00:00:00Z') as bigint;
const last = readTime('2261-12-31T23:59:59.999999999Z') as bigint;

function all(asked: Asked): Query {
  return {
    terms: [], from: earliest, until: latest, members: [], categories: asked.categories, actions: asked.actions, imports: asked.imports,
  };
}

/** The whole query; null if a date in it cannot be read. */
export function readQuery(asked: Asked): Query | null {
  const { terms, dates } = readTerms(asked.query);
  const query = { ...all(asked), terms, members: asked.members };
  for (const { word, text } of dates) {
    const span = readDate(text);
    if (!span) return null;
    if (word !== 'before' && span.from > query.from) query.from = span.from;
    const until = word === 'before' ? span.from : span.until;
    if (word !== 'after' && until < query.until) query.until = until;
  }
  return query;
}

/** What is shown of a query whose words and members are left out; null if it shows more. */
export function readShown(asked: Asked): Query | null {
  const { members } = asked;
  if (asked.words !== leftOut || asked.typed !== leftOut || asked.query !== leftOut) return null;
  if (members.length > 1 || members.some((member) => member !== leftOut)) return null;
  const query = all(asked);
  for (const [key, text] of [['from', asked.from], ['until', asked.until]] as const) {
    if (text === '') continue;
    const time = readTime(text);
    if (typeof time !== 'bigint' || !isWritten(text)) return null;
    query[key] = time;
  }
  return query;
}

/** Whether an event is one of those that were asked for. */
export function matches(query: Query, event: Texts, time: bigint, broughtBy: number): boolean {
  return (
    oneOf(query.imports, broughtBy) && oneOf(query.categories, event.category) && oneOf(query.members, event.actor) && oneOf(query.actions, keyOf(event)) &&
    query.from <= time && (time < query.until || query.until === latest) && query.terms.every((term) => satisfies(event, term))
  );
}

const form = /^(\d{4}-\d\d-\d\d)(?:[Tt](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?([Zz]|[+-]\d\d:\d\d)?)?$/;
const giga = 1_000_000_000n;

/** The span that a date names in UTC, half open; null if it is none. As ParseDate of
 * backend/query. */
export function readDate(text: string): { from: bigint; until: bigint } | null {
  const found = form.exec(text);
  if (!found) return null;
  const [, date = '', clock, seconds, fraction, zone] = found;
  if (zone && /[+-](?:2[4-9]|[3-9]\d|\d\d:[6-9])/.test(zone)) return null;
  const year = Number(date.slice(0, 4));
  if (year < 1678 || year > 2261) return null;
  const start = readTime(`${date}T${clock ?? '00:00'}:${seconds ?? '00'}${fraction ? `.${fraction}` : ''}${zone?.toUpperCase() ?? 'Z'}`);
  if (typeof start !== 'bigint') return null;
  const unit = clock === undefined ? 86_400n * giga : seconds === undefined ? 60n * giga : giga / 10n ** BigInt(fraction?.length ?? 0);
  const until = start + unit;
  return { from: start < first ? first : start, until: until > last ? latest : until };
}

export type Column = 'timestamp' | 'member' | 'action' | 'description';

export function isColumn(name: string): name is Column {
  return ['timestamp', 'member', 'action', 'description'].includes(name);
}

export interface Placed extends Texts {
  time: bigint;
  number: number;
}

/** Negative if a comes before b; the direction is that of the column alone. */
export function compare(by: Column, descending: boolean, a: Placed, b: Placed): number {
  let order = 0;
  if (by === 'timestamp') order = compareTime(a.time, b.time);
  else if (by === 'action') order = compareText(keyOf(a), keyOf(b));
  else order = by === 'member' ? compareText(a.actor, b.actor) : compareText(a.description, b.description);
  return (descending ? -order : order) || compareTime(b.time, a.time) || a.number - b.number;
}

function compareTime(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
