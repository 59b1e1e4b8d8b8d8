import { expect, it } from 'vitest';
import type { Gaps } from '../../api';
import { bandsOf, gapWords } from './gaps';

const day = (n: number) => `2026-02-${String(n).padStart(2, '0')}T00:00:00Z`;
const gaps: Gaps = {
  quiet: [{ from: day(7), to: day(9), days: 2 }, { from: day(11), to: day(12), days: 1 }],
  days: 3,
  imports: [
    { number: 1, file: 'a.json', first: day(1), last: day(20), events: 40, rejected: 0 },
    { number: 2, file: 'b.json', first: day(3), last: day(3), events: 1, rejected: 5 },
  ],
  rejected: 5,
  purges: [{ done: day(28), first: day(1), last: day(2), events: 12 }],
  purged: 12,
  doubt: '',
};

it('gaps are told in one line', () => {
  expect(gapWords(gaps, 'UTC')).toBe('3 days without events: Feb 7, 2026 to Feb 8, 2026; Feb 11, 2026 · 5 records rejected by imports · 12 events purged');
  expect(gapWords(gaps, 'UTC', 1)).toContain('Feb 8, 2026 and more · ');
  expect(gapWords({ quiet: [], days: 0, imports: [], rejected: 0, purges: [], purged: 0, doubt: '' }, 'UTC')).toBe('Events on every day');
  expect(gapWords({ ...gaps, doubt: 'journal.jsonl: line 4 cannot be read' }, 'UTC')).toContain(
    '12 events purged · The journal is damaged, so purges may be missing here: verify the archive',
  );
});

it('an import is what it covers, and apart where it rejected records', () => {
  expect(bandsOf(gaps, 'UTC').map((band) => `${band.kind}: ${band.words}`)).toEqual([
    'covered: Import 1, a.json: Feb 1, 2026 to Feb 20, 2026, 40 events',
    'covered: Import 2, b.json: Feb 3, 2026, 1 event, 5 records rejected',
    'rejected: Import 2, b.json: Feb 3, 2026, 1 event, 5 records rejected',
    'quiet: No event: Feb 7, 2026 to Feb 8, 2026',
    'quiet: No event: Feb 11, 2026',
    'purged: Purged Feb 28, 2026: 12 events, Feb 1, 2026 to Feb 2, 2026',
  ]);
});
