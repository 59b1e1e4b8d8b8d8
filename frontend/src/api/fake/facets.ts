/** Counts and histogram of a search, each ignoring its own filter. */

import type { Bar, Count, Facet, Facets, Gaps, ImportReport, SearchState } from '../types';
import { timeText, type FakeEvent } from './events';
import { matches, type Ignored } from './match';
import type { Parsed } from './parse';

const day = 86_400_000;

export function facets(all: readonly FakeEvent[], imports: readonly ImportReport[], search: SearchState, parsed: Parsed, now: number, gapsKnown: boolean): Facets {
  const by = (ignore: Ignored) => all.filter((event) => matches(event, search, parsed, now, ignore));
  const key = (event: FakeEvent) => `${event.category}.${event.action}`;
  return {
    categories: facet(by({ categories: true }).map((e) => e.category), all.map((e) => e.category)),
    actions: facet(by({ actions: true }).map(key), all.map(key)),
    members: facet(by({ members: true }).map((e) => e.actor), search.members),
    conflicts: by({}).filter((event) => event.conflict).length,
    histogram: histogram(by({ range: true }), all),
    gaps: gapsKnown ? null : gaps(all, imports),
  };
}

function gaps(all: readonly FakeEvent[], imports: readonly ImportReport[]): Gaps {
  const quiet = histogram(all, all).filter((bar) => bar.count === 0).map(({ from, to }) => ({ from, to, days: 1 }));
  const covered = imports.flatMap(({ number, file, rejected }) => {
    const own = all.filter((event) => event.import === number);
    const [first, last] = [own[0], own[own.length - 1]];
    return first && last ? [{ number, file, first: timeText(first.at), last: timeText(last.at), events: own.length, rejected }] : [];
  });
  return { quiet, days: quiet.length, imports: covered, rejected: imports.reduce((sum, one) => sum + one.rejected, 0), purges: [], purged: 0, doubt: '' };
}

function facet(found: readonly string[], always: readonly string[]): Facet {
  const counts = new Map<string, number>(always.map((value) => [value, 0]));
  for (const value of found) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values: Count[] = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return { values: values.slice(0, 1000), distinct: values.filter((value) => value.count > 0).length };
}

/** Days in UTC; the real one follows the zone and picks its step. */
function histogram(found: readonly FakeEvent[], all: readonly FakeEvent[]): Bar[] {
  const first = all[0];
  const last = all[all.length - 1];
  if (!first || !last) return [];
  const from = Math.floor(first.at / day);
  const counts = Array.from({ length: Math.floor(last.at / day) - from + 1 }, () => 0);
  for (const event of found) {
    const i = Math.floor(event.at / day) - from;
    counts[i] = (counts[i] ?? 0) + 1;
  }
  return counts.map((count, i) => ({ from: timeText((from + i) * day), to: timeText((from + i + 1) * day), count }));
}
