import { fireEvent, render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { bandsAt, joined, placeOf, stretchPath, type Band } from './bands';
import { TimeStrip } from './TimeStrip';

const bars = [
  { from: '2026-01-01T00:00:00Z', to: '2026-02-01T00:00:00Z' },
  { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' },
];
const band = (kind: Band['kind'], from: string, to: string): Band => ({ kind, from, to, words: `${kind} from ${from}` });
const at = (time: string) => placeOf(Date.parse(time), bars);

describe('bands', () => {
  it('lie where the bars are, however long each of these is', () => {
    expect(at('2026-01-01T00:00:00Z')).toBe(0);
    expect(at('2026-02-01T00:00:00Z')).toBe(0.5);
    expect(at('2026-02-15T00:00:00Z')).toBe(0.75);
    expect(at('2025-01-01T00:00:00Z')).toBe(0);
    expect(at('2027-01-01T00:00:00Z')).toBe(1);
  });

  it('that touch or overlap are drawn as one', () => {
    const bands = [
      band('covered', '2026-02-15T00:00:00Z', '2026-03-01T00:00:00Z'),
      band('covered', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z'),
      band('covered', '2026-01-15T00:00:00Z', '2026-01-20T00:00:00Z'),
    ];
    expect(joined(bands, bars)).toEqual([{ start: 0, end: 0.5 }, { start: 0.75, end: 1 }]);
  });

  it('are never too narrow to see, nor over the edge', () => {
    expect(stretchPath([{ start: 1, end: 1 }], 100, 4, 3)).toBe('M98.00 4h2.00v3h-2.00z');
    expect(stretchPath([], 100, 4, 3)).toBe('');
  });

  it('are found where they are drawn', () => {
    const quiet = band('quiet', '2026-02-01T00:00:00Z', '2026-02-02T00:00:00Z');
    expect(bandsAt(0.51, [quiet], bars, 0)).toEqual([quiet]);
    expect(bandsAt(0.4, [quiet], bars, 0)).toEqual([]);
  });
});

it('says all in words, and what is under the pointer', () => {
  const bands = [band('covered', '2026-01-01T00:00:00Z', '2026-03-01T00:00:00Z'), band('quiet', '2026-02-01T00:00:00Z', '2026-02-20T00:00:00Z')];
  render(<TimeStrip label="19 days without events" caption="19 days" bars={bars} bands={bands} />);
  const strip = screen.getByRole('img', { name: '19 days without events' });
  expect(strip.querySelectorAll('path')).toHaveLength(2);
  strip.getBoundingClientRect = () => new DOMRect(0, 0, 100, 11);
  screen.getByText('19 days');
  fireEvent.pointerMove(strip, { clientX: 60 });
  screen.getByText('quiet from 2026-02-01T00:00:00Z');
  fireEvent.pointerMove(strip, { clientX: 10 });
  screen.getByText('covered from 2026-01-01T00:00:00Z');
  fireEvent.pointerLeave(strip);
  screen.getByText('19 days');
});
