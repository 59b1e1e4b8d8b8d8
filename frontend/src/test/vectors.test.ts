/** The page is compared with the program: the answers of the program's package
 * query are in backend/query/testdata/vectors, whose test says how to write them
 * again. */

import { CalendarDateTime } from '@internationalized/date';
import { describe, expect, it } from 'vitest';
import characters from '../../../backend/query/testdata/vectors/characters.json';
import dates from '../../../backend/query/testdata/vectors/dates.json';
import folding from '../../../backend/query/testdata/vectors/fold.json';
import searching from '../../../backend/query/testdata/vectors/search.json';
import { readSpan } from '../api/fake/dates';
import { timeText, type FakeEvent } from '../api/fake/events';
import { compare, matches } from '../api/fake/match';
import { parse } from '../api/fake/parse';
import type { SearchState } from '../api/types';
import { fold, foldWithOrigin, isWord, normal, startsAnywhere } from '../text/fold';
import { midnight, toInstant, toLocal } from '../time/dates';
import { isMidnight, showExact } from '../time/format';

/** All of these at once, so that one difference does not hide the others. */
function alike<T>(vectors: readonly T[], differs: (vector: T) => string) {
  expect(vectors.length).toBeGreaterThan(40);
  expect(vectors.map(differs).filter((difference) => difference !== '')).toEqual([]);
}

function difference(of: unknown, got: unknown, want: unknown): string {
  const [a, b] = [JSON.stringify(got), JSON.stringify(want)];
  return a === b ? '' : `${JSON.stringify(of)}: ${a}, and in the program ${b}`;
}

/** Milliseconds of a time, or of the first millisecond after it. */
function milliseconds(time: string): number {
  const fine = /\.(\d{3})(\d+)Z$/.exec(time);
  return fine?.[2] ? Date.parse(time.replace(fine[2], '')) + 1 : Date.parse(time);
}

describe('folding', () => {
  it('gives the same texts', () => {
    alike(folding.texts, ({ text, fold: folded, normal: wanted }) => difference(text, [fold(text), normal(text), foldWithOrigin(text).text], [folded, wanted, wanted]));
  });

  it('gives the same texts again when they are folded', () => {
    alike(folding.texts, ({ text, fold: folded, normal: wanted }) => difference(text, [fold(folded), normal(wanted)], [folded, wanted]));
  });

  it('knows each character that the program knows', () => {
    alike(characters.blocks, ({ first, known, hash }) => difference(first.toString(16), hashOf(first, BigInt(`0x${known}`)), hash));
  });
});

function hashOf(first: number, known: bigint): number {
  const encoder = new TextEncoder();
  let hash = 0x811c9dc5; // FNV-1a
  for (let i = 0; i < 256; i++) {
    if (((known >> BigInt(i)) & 1n) === 0n) continue;
    const char = String.fromCodePoint(first + i);
    for (const byte of encoder.encode(`${fold(char)}|${normal(char)}|${String(isWord(char))}${String(startsAnywhere(char))};`)) {
      hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
    }
  }
  return hash;
}

const nothing: Omit<SearchState, 'text' | 'zone'> = {
  categories: [], actions: [], members: [], imports: [], conflictsOnly: false, range: { hours: 0, from: '', to: '' }, sort: { column: 'timestamp', descending: true }, page: 1,
};

const events = searching.events.map(({ time, ...event }, seq): FakeEvent => ({ ...event, seq, at: Date.parse(time), import: 1, conflict: false, details: '', originalTime: '' }));

describe('searching in the fake', () => {
  it('reads what was typed alike', () => {
    alike(searching.queries, ({ text, zone, error, terms, from, to }) => {
      const want = error ? 'an error' : { terms, from: from === '' ? null : milliseconds(from), to: to === '' ? null : milliseconds(to) };
      return difference([text, zone], attempt(() => parse(text, zone)), want);
    });
  });

  it('finds the same events', () => {
    const asked = searching.queries.filter(({ error }) => !error);
    alike(asked, (query) => {
      const search = { ...nothing, text: query.text, zone: query.zone };
      const parsed = parse(query.text, query.zone);
      return difference(query.text, events.filter((event) => matches(event, search, parsed, 0)).map((event) => event.seq), query.matches);
    });
  });

  it('puts texts in the same order', () => {
    const [one] = events;
    if (!one) throw new Error('there is no event');
    const sorted = folding.sorted.map((description, seq) => ({ ...one, description, seq, at: 0 }));
    const again = sorted.toReversed().sort(compare({ column: 'description', descending: false }));
    expect(again.map((event) => event.description)).toEqual(folding.sorted);
  });
});

function attempt<T>(read: () => T): T | 'an error' {
  try {
    return read();
  } catch {
    return 'an error';
  }
}

describe('dates', () => {
  it('are read alike where they are typed', () => {
    alike(dates.typed, ({ text, zone, from, until, error }: { text: string; zone: string; from?: string; until?: string; error?: string }) => {
      const want = error || from === undefined ? null : { from: milliseconds(from), until: until ? milliseconds(until) : null };
      return difference([text, zone], readSpan(text, zone), want);
    });
  });

  it('are the same moments where they are chosen', () => {
    const bound = ({ moment }: { moment: string }) => !moment.startsWith('1677') && !moment.startsWith('2262');
    alike(dates.clocks.filter(bound), ({ wall, zone, moment }) => {
      const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = wall.split(/[-T:]/).map(Number);
      return difference([wall, zone], toInstant(new CalendarDateTime(year, month, day, hour, minute, second), zone), moment);
    });
  });

  it('are shown alike', () => {
    alike(dates.moments, ({ time, zone, exact, wall, midnight: begins }) => {
      const got = [showExact(time, zone), toLocal(time, zone)?.toString(), midnight(time, zone).toString(), isMidnight(time, zone)];
      return difference([time, zone], got, [exact, wall, `${wall.slice(0, 10)}T00:00:00`, begins]);
    });
  });

  it('travel in the same form', () => {
    const whole = dates.moments.filter(({ time }) => milliseconds(time) === Date.parse(time));
    alike(whole, ({ time }) => difference(time, timeText(Date.parse(time)), time));
  });
});
