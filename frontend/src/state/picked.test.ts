import { describe, expect, it } from 'vitest';
import type { Hit, Selected } from '../api';
import { countOf, fromSelected, isPicked, nothing, pageMark, toSelection, withHits } from './picked';

const hit = (seq: number, selected = false): Hit => ({
  seq, selected, actor: 'ana', category: 'c', action: 'a', description: '', time: '',
});
const all: Selected = { token: 't', count: 100, found: 100, ids: 0, missing: [], missingCount: 0, words: '' };

describe('the selection', () => {
  it('takes events in and out', () => {
    const picked = withHits(nothing, { hits: [hit(1), hit(2)], token: '' }, true);
    expect(countOf(picked)).toBe(2);
    expect(countOf(withHits(picked, { hits: [hit(1)], token: '' }, false))).toBe(1);
    expect(isPicked(picked, hit(2), '')).toBe(true);
  });

  it('takes events out of all that match, and others beside', () => {
    let picked = fromSelected(all);
    picked = withHits(picked, { hits: [hit(1, true)], token: 't' }, false);
    picked = withHits(picked, { hits: [hit(999)], token: 't' }, true);
    expect(countOf(picked)).toBe(100);
    expect(isPicked(picked, hit(1, true), 't')).toBe(false);
    expect(isPicked(picked, hit(2, true), 't')).toBe(true);
    expect(toSelection(picked)).toEqual({ token: 't', except: [1], seqs: [999] });
  });

  it('does not trust flags that were answered for another token', () => {
    expect(isPicked(fromSelected(all), hit(5, true), 'old')).toBe(false);
  });

  it('is nothing again when the last event is taken out', () => {
    const one = fromSelected({ ...all, count: 1 });
    expect(withHits(one, { hits: [hit(1, true)], token: 't' }, false)).toBe(nothing);
    expect(fromSelected({ ...all, count: 0 })).toBe(nothing);
  });

  it('marks the page: none, some, all', () => {
    const hits = [hit(1), hit(2)];
    const mark = (n: number) => pageMark(withHits(nothing, { hits: hits.slice(0, n), token: '' }, true), { hits, token: '' }).mark;
    expect([mark(0), mark(1), mark(2)]).toEqual(['none', 'some', 'all']);
    expect(pageMark(nothing, { hits: [], token: '' }).mark).toBe('none');
  });
});
