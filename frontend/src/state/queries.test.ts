import { describe, expect, it, vi } from 'vitest';
import type { SearchRequest, SearchResult } from '../api';
import { fakeDoor } from '../api/fake';
import { slowDoor } from '../test/slowDoor';
import { Queries } from './queries';
import { emptySearch } from './search';

const wants = () => ({ token: '', only: null });

const tick = () => new Promise((done) => setTimeout(done, 0));

describe('asking while typing', () => {
  it('the newest answer wins, whichever comes first', async () => {
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    void queries.start(emptySearch('UTC'));
    void queries.change({ ...emptySearch('UTC'), text: 'w' }, true);
    void queries.change({ ...emptySearch('UTC'), text: 'we' }, true);
    asked[2]?.answer(2);
    await tick();
    asked[1]?.answer(1);
    asked[0]?.fail('superseded');
    await tick();
    expect(queries.answer.get().result?.total).toBe(2);
    expect(queries.asking).toBe(false);
    expect(queries.answer.get().fault).toBeNull();
  });

  it('says that it waits only for an answer that is late', async () => {
    vi.useFakeTimers();
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    const waits: boolean[] = [];
    queries.waiting.subscribe(() => waits.push(queries.waiting.get()));
    void queries.start(emptySearch('UTC'));
    await vi.advanceTimersByTimeAsync(100);
    asked[0]?.answer(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(waits).toEqual([]);
    void queries.change({ ...emptySearch('UTC'), text: 'w' }, true);
    await vi.advanceTimersByTimeAsync(100);
    void queries.change({ ...emptySearch('UTC'), text: 'we' }, true);
    await vi.advanceTimersByTimeAsync(60);
    expect(waits).toEqual([true]);
    asked[1]?.fail('superseded');
    asked[2]?.answer(2);
    await vi.advanceTimersByTimeAsync(1000);
    expect(waits).toEqual([true, false]);
    vi.useRealTimers();
  });

  it('a page that is loaded again asks with higher numbers: the program knows the old ones', () => {
    const first = slowDoor();
    void new Queries(first.door, wants).start(emptySearch('UTC'));
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.advanceTimersByTime(5000);
    const second = slowDoor();
    void new Queries(second.door, wants).start(emptySearch('UTC'));
    vi.useRealTimers();
    expect(second.asked[0]?.request.number).toBeGreaterThan((first.asked[0]?.request.number ?? Infinity) + 1000);
  });

  const kinds = (asked: { request: SearchRequest }[]) =>
    asked.map(({ request: { facets, countsOnly } }) => (countsOnly ? 'counts' : facets ? 'rows and counts' : 'rows'));

  it('asks for counts only when they can have changed, and until they came', async () => {
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    const search = emptySearch('UTC');
    void queries.start(search);
    void queries.change({ ...search, page: 2 });
    asked[1]?.answer(900);
    await tick();
    void queries.change({ ...search, page: 3 });
    asked[2]?.answer(900);
    await tick();
    void queries.refresh();
    asked[3]?.answer(900);
    await arrived(asked, 5);
    void queries.change({ ...search, page: 4 });
    asked[5]?.answer(900);
    await arrived(asked, 7);
    asked[6]?.answer(900);
    await tick();
    void queries.change({ ...search, page: 5 });
    expect(kinds(asked)).toEqual(['rows and counts', 'rows and counts', 'rows', 'rows', 'counts', 'rows', 'counts', 'rows']);
  });

  /** Counts are asked for when the rows are painted. */
  const arrived = (asked: unknown[], n: number) => vi.waitFor(() => expect(asked.length).toBe(n));

  /** Has its first answer, and the rows of the search for "w". */
  async function withRows() {
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    void queries.start(emptySearch('UTC'));
    asked[0]?.answer(9);
    await tick();
    const first = queries.answer.get().facets;
    void queries.change({ ...emptySearch('UTC'), text: 'w' }, true);
    asked[1]?.answer(5);
    await tick();
    expect(asked.length).toBe(2);
    expect(queries.answer.get().result?.total).toBe(5);
    await arrived(asked, 3);
    return { queries, asked, first };
  }

  it('rows come first, and the counts before them stay until theirs come', async () => {
    const { queries, asked, first } = await withRows();
    expect(kinds(asked)).toEqual(['rows and counts', 'rows', 'counts']);
    expect(queries.answer.get().result?.total).toBe(5);
    expect(queries.answer.get().facets).toBe(first);
    expect(queries.asking).toBe(true);
    asked[2]?.answer(5);
    await tick();
    expect(queries.answer.get().facets).not.toBe(first);
    expect(queries.answer.get().result?.total).toBe(5);
    expect(queries.asking).toBe(false);
  });

  it('counts that are late are said to be old', async () => {
    const { queries, asked, first } = await withRows();
    await vi.waitFor(() => expect(queries.counting.get()).toBe(true));
    expect(queries.waiting.get()).toBe(false);
    asked[2]?.answer(5);
    await tick();
    expect(queries.counting.get()).toBe(false);
    expect(queries.answer.get().facets).not.toBe(first);
  });

  it('counts of a search before are dropped', async () => {
    const { queries, asked, first } = await withRows();
    void queries.change({ ...emptySearch('UTC'), text: 'we' }, true);
    asked[2]?.answer(5);
    await tick();
    expect(queries.answer.get().facets).toBe(first);
    asked[3]?.answer(2);
    await tick();
    void queries.change({ ...emptySearch('UTC'), text: 'web' }, true);
    asked[4]?.answer(1);
    await arrived(asked, 6);
    asked[5]?.answer(1);
    await tick();
    expect(kinds(asked)).toEqual(['rows and counts', 'rows', 'counts', 'rows', 'rows', 'counts']);
    expect(queries.answer.get().facets).not.toBe(first);
  });

  it('counts that fail are a fault, and are asked for again', async () => {
    const { queries, asked } = await withRows();
    asked[2]?.fail('damaged');
    await tick();
    expect(queries.answer.get().fault?.code).toBe('damaged');
    expect(queries.asking).toBe(false);
    await vi.waitFor(() => expect(queries.counting.get()).toBe(true)); // those shown are of other rows
    void queries.change({ ...queries.search.get(), page: 2 });
    asked[3]?.answer(5);
    await arrived(asked, 5);
    expect(kinds(asked).slice(3)).toEqual(['rows', 'counts']);
  });

  it('a bad date that drops counts asks for them again: the rows stay', async () => {
    const { queries, asked, first } = await withRows();
    void queries.change({ ...emptySearch('UTC'), text: 'w before:1' }, true);
    asked[3]?.fail('date');
    asked[2]?.fail('superseded');
    await tick();
    expect(queries.asking).toBe(true);
    expect(queries.answer.get().facets).toBe(first);
    await arrived(asked, 5);
    expect(kinds(asked).slice(3)).toEqual(['rows', 'counts']);
    expect(asked[4]?.request.search.text).toBe('w');
    asked[4]?.answer(5);
    await tick();
    expect(queries.answer.get().facets).not.toBe(first);
    expect(queries.answer.get().dateFault?.code).toBe('date');
    expect(queries.asking).toBe(false);
    expect(queries.counting.get()).toBe(false);
  });

  it('ways out of an empty result wait for its counts, which they would overtake', async () => {
    const { queries, asked } = await withRows();
    const ways = queries.waysOut({ ...emptySearch('UTC'), text: 'w', members: ['ana'] });
    await tick();
    expect(asked.length).toBe(3);
    asked[2]?.answer(0);
    await tick();
    asked[3]?.answer(4);
    await tick();
    asked[4]?.answer(7);
    expect((await ways)?.map((way) => way.total)).toEqual([7, 4]);
    expect(kinds(asked).slice(3)).toEqual(['counts', 'counts']);
    expect(queries.answer.get().facets).not.toBeNull();
  });

  it('a bad date keeps the table and is said', async () => {
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    void queries.start(emptySearch('UTC'));
    asked[0]?.answer(5);
    await tick();
    void queries.change({ ...emptySearch('UTC'), text: 'after:2026-1' }, true);
    asked[1]?.fail('date');
    await tick();
    expect(queries.answer.get().dateFault?.code).toBe('date');
    expect(queries.answer.get().result?.total).toBe(5);
    expect(queries.answer.get().search.text).toBe('');
  });

  it('any other failure is shown', async () => {
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    void queries.start(emptySearch('UTC'));
    asked[0]?.fail('damaged');
    await tick();
    expect(queries.answer.get().fault?.code).toBe('damaged');
  });
});

describe('back', () => {
  it('what is typed in one go is one step', () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { door } = slowDoor();
    const queries = new Queries(door, wants);
    const search = emptySearch('UTC');
    void queries.start(search);
    for (const text of ['w', 'we', 'web']) void queries.change({ ...search, text }, true);
    vi.advanceTimersByTime(5000);
    void queries.change({ ...search, text: 'webhook' }, true);
    void queries.change({ ...search, text: 'webhook', categories: ['credit'] });
    expect(queries.steps.get().back).toBe(3);
    queries.goBack();
    expect(queries.search.get().categories).toEqual([]);
    queries.goBack();
    expect(queries.search.get().text).toBe('web');
    queries.goForward();
    expect(queries.search.get().text).toBe('webhook');
    vi.useRealTimers();
  });

  it('order and page are no steps, but are kept', () => {
    const { door } = slowDoor();
    const queries = new Queries(door, wants);
    const search = emptySearch('UTC');
    void queries.start(search);
    void queries.change({ ...search, page: 4 });
    expect(queries.steps.get().back).toBe(0);
    void queries.change({ ...search, text: 'x' });
    queries.goBack();
    expect(queries.search.get().page).toBe(4);
  });
});

describe('a way out of an empty result', () => {
  it('is named with the exact number it gives, most first', async () => {
    const door = fakeDoor({ events: 900, delay: 0 });
    const queries = new Queries(door, wants);
    const search = { ...emptySearch('UTC'), text: 'webhook', categories: ['credit'], members: ['nobody'] };
    expect(await queries.waysOut(search)).toEqual([]);
    const ways = await queries.waysOut({ ...search, members: [] });
    expect(ways?.map((way) => way.label).sort()).toEqual(['category credit', 'text “webhook”']);
    for (const way of ways ?? []) {
      const { total } = await door.Search({ search: way.search, number: Number.MAX_SAFE_INTEGER, gapsAt: 0, facets: false, countsOnly: true, token: '', only: null });
      expect(way.total).toBe(total);
    }
  });

  it('stops when a new search is asked', async () => {
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    const ways = queries.waysOut({ ...emptySearch('UTC'), text: 'a', categories: ['b'] });
    void queries.ask();
    asked[0]?.answer(3);
    expect(await ways).toBeNull();
  });
});

describe('the gaps of the archive', () => {
  it('come once for a snapshot and a zone, and stand beside the counts of every search of it', async () => {
    const door = fakeDoor({ events: 900, delay: 0 });
    const Search = vi.spyOn(door, 'Search');
    const queries = new Queries(door, wants);
    await queries.start(emptySearch('UTC'));
    const { gaps } = queries.answer.get().facets ?? {};
    expect(gaps?.days).toBeDefined();
    await queries.change({ ...queries.search.get(), text: 'webhook' });
    await vi.waitFor(() => expect(Search.mock.lastCall?.[0]).toMatchObject({ facets: true, search: { text: 'webhook' } }));
    const last = (await Search.mock.results.at(-1)?.value) as SearchResult | undefined;
    expect(last?.facets?.gaps).toBeNull();
    await vi.waitFor(() => expect(queries.asking).toBe(false));
    expect(queries.answer.get().facets?.gaps).toBe(gaps);
    await queries.change({ ...queries.search.get(), zone: 'Asia/Tokyo' });
    await vi.waitFor(() => expect(queries.asking).toBe(false));
    expect(Search.mock.calls.some(([request]) => request.search.zone === 'Asia/Tokyo' && request.gapsAt === 0)).toBe(true);
  });
});
