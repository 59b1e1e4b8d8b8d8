import { describe, expect, it } from 'vitest';
import { emptySearch, isAll, matchKey, parts, rangeWords, searchWords, sortedBy, toggled } from './search';

const empty = emptySearch('UTC');

describe('a search', () => {
  it('is plain data, so that it can be saved and restored', () => {
    const search = toggled({ ...empty, text: 'webhook' }, 'members', 'ana');
    expect(JSON.parse(JSON.stringify(search))).toEqual(search);
  });

  it('matches the same whatever the order and the page', () => {
    expect(matchKey({ ...empty, page: 7, sort: { column: 'member', descending: false } })).toBe(matchKey(empty));
    expect(matchKey({ ...empty, text: 'x' })).not.toBe(matchKey(empty));
  });

  it('goes back to the first page when a filter changes', () => {
    const search = toggled({ ...empty, page: 5 }, 'categories', 'credit');
    expect(search.page).toBe(1);
    expect(toggled(search, 'categories', 'credit').categories).toEqual([]);
  });

  it('turns the order round on the same column; texts start with A, times with the newest', () => {
    expect(sortedBy(empty, 'timestamp').sort).toEqual({ column: 'timestamp', descending: false });
    const byMember = sortedBy(empty, 'member');
    expect(byMember.sort).toEqual({ column: 'member', descending: false });
    expect(sortedBy(byMember, 'member').sort.descending).toBe(true);
    expect(sortedBy(byMember, 'timestamp').sort.descending).toBe(true);
  });

  it('has parts that can be dropped one by one', () => {
    const search = { ...empty, text: ' webhook ', categories: ['credit'], conflictsOnly: true, page: 3 };
    const found = parts(search);
    expect(found.map((part) => part.id)).toEqual(['text', 'categories', 'conflicts']);
    expect(found[0]?.without).toEqual({ ...search, text: '', page: 1 });
    expect(isAll(empty)).toBe(true);
    expect(isAll({ ...empty, page: 3 })).toBe(true);
  });

  it('says itself in words', () => {
    expect(searchWords(empty)).toBe('All events');
    expect(searchWords({ ...empty, text: 'failed', members: ['a', 'b', 'c', 'd'] })).toBe('text “failed”, members a, b and 2 others');
    expect(rangeWords({ hours: 24, from: '', to: '' }, 'UTC')).toBe('Last 24 hours');
    expect(rangeWords({ hours: 720, from: '', to: '' }, 'UTC')).toBe('Last 30 days');
  });
});
