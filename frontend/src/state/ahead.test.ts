import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchRequest, SearchState } from '../api';
import { slowDoor } from '../test/slowDoor';
import { Queries } from './queries';
import { emptySearch, sortedBy } from './search';

const wants = () => ({ token: '', only: null });

describe('asking ahead', () => {
  const search = emptySearch('UTC');
  const byMember = sortedBy(search, 'member');
  const wait = () => vi.advanceTimersByTimeAsync(60);
  const columns = (asked: { request: SearchRequest }[]) => asked.map(({ request }) => request.search.sort.column);
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** The first page is there, and the order by member is expected. */
  async function started(total = 1000, change: Partial<SearchState> = {}) {
    const { door, asked } = slowDoor();
    const queries = new Queries(door, wants);
    void queries.start({ ...search, ...change });
    queries.expect((now) => sortedBy(now, 'member'));
    await wait();
    expect(asked).toHaveLength(1);
    asked[0]?.answer(total);
    await wait();
    return { queries, asked };
  }

  it('what is expected is asked for when nothing else is, and is there when it is asked', async () => {
    const { queries, asked } = await started();
    expect(columns(asked)).toEqual(['timestamp', 'member']);
    expect(queries.asking).toBe(false);
    expect(queries.answer.get().search.sort.column).toBe('timestamp');
    asked[1]?.answer(7);
    await wait();
    expect(queries.answer.get().result?.total).toBe(1000);
    void queries.change(byMember);
    await vi.advanceTimersByTimeAsync(0);
    expect(queries.answer.get().result?.total).toBe(7);
    expect(queries.answer.get().search).toEqual(byMember);
    await wait(); // now the other way round
    expect(asked.map(({ request }) => request.search.sort)).toEqual([search.sort, byMember.sort, { column: 'member', descending: true }]);
  });

  it('an answer that is still on its way is waited for, and not asked for again', async () => {
    const { queries, asked } = await started();
    void queries.change(byMember);
    expect(queries.asking).toBe(true);
    asked[1]?.answer(7);
    await vi.advanceTimersByTimeAsync(0);
    expect(queries.answer.get().result?.total).toBe(7);
    expect(asked).toHaveLength(2);
  });

  it('nothing is asked ahead while an answer, or its counts, are awaited', async () => {
    const { queries, asked } = await started();
    void queries.change({ ...search, text: 'w' });
    queries.expect((now) => sortedBy(now, 'member'));
    await wait();
    expect(asked).toHaveLength(3);
    asked[2]?.answer(5);
    await vi.advanceTimersByTimeAsync(500);
    expect(columns(asked)).toEqual(['timestamp', 'member', 'timestamp', 'timestamp']);
    asked[3]?.answer(5);
    await wait();
    expect(columns(asked)).toEqual(['timestamp', 'member', 'timestamp', 'timestamp', 'member']);
  });

  it('one that fails is asked for', async () => {
    const { queries, asked } = await started();
    void queries.change(byMember);
    asked[1]?.fail('superseded');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(3);
    asked[2]?.answer(8);
    await vi.advanceTimersByTimeAsync(0);
    expect(queries.answer.get().result?.total).toBe(8);
    expect(queries.answer.get().fault).toBeNull();
  });

  it('one that fails when something else is asked already is not asked for', async () => {
    const { queries, asked } = await started();
    void queries.change(byMember);
    void queries.change(sortedBy(search, 'action'));
    asked[1]?.fail('superseded');
    await vi.advanceTimersByTimeAsync(0);
    expect(columns(asked)).toEqual(['timestamp', 'member', 'action']);
  });

  it('is forgotten when something else is asked', async () => {
    const { queries, asked } = await started();
    asked[1]?.answer(7);
    void queries.change({ ...search, page: 2 });
    asked[2]?.answer(1000);
    await vi.advanceTimersByTimeAsync(0);
    void queries.change(byMember);
    expect(columns(asked)).toEqual(['timestamp', 'member', 'timestamp', 'member']);
  });

  it('is forgotten when the archive or the selection has changed', async () => {
    const { queries, asked } = await started();
    asked[1]?.answer(7);
    void queries.refresh();
    asked[2]?.answer(1001);
    await vi.advanceTimersByTimeAsync(0);
    void queries.change(byMember);
    expect(asked).toHaveLength(4);
    expect(queries.answer.get().result?.total).toBe(1001);
  });

  it('is another question when the selection has changed', async () => {
    const { door, asked } = slowDoor();
    let token = '';
    const queries = new Queries(door, () => ({ token, only: null }));
    void queries.start(search);
    asked[0]?.answer(1000);
    await vi.advanceTimersByTimeAsync(0);
    queries.expect((now) => sortedBy(now, 'member'));
    await wait();
    asked[1]?.answer(7);
    token = 't';
    void queries.change(byMember);
    expect(asked.map(({ request }) => request.token)).toEqual(['', '', 't']);
  });

  it('nothing is asked ahead of no rows, after the last page, or of a time that begins now', async () => {
    expect((await started(0)).asked).toHaveLength(1);
    expect((await started(1000, { range: { hours: 24, from: '', to: '' } })).asked).toHaveLength(1);
    const { queries, asked } = await started();
    queries.expect((now) => ({ ...now, page: 10 }));
    await wait();
    expect(asked).toHaveLength(2);
    queries.expect(() => null);
    await wait();
    expect(asked).toHaveLength(2);
  });

  it('what is typed is not followed by what was expected before', async () => {
    const { queries, asked } = await started();
    asked[1]?.answer(7);
    void queries.change({ ...search, text: 'w' }, true);
    asked[2]?.answer(5);
    await vi.advanceTimersByTimeAsync(500);
    asked[3]?.answer(5);
    await vi.advanceTimersByTimeAsync(500);
    expect(queries.asking).toBe(false);
    expect(asked.map(({ request }) => [request.search.text, request.countsOnly])).toEqual([['', false], ['', false], ['w', false], ['w', true]]);
  });
});
