import { CalendarDateTime } from '@internationalized/date';
import { describe, expect, it } from 'vitest';
import { toInstant, toLocal } from './dates';

describe('typed dates', () => {
  it('go there and back', () => {
    const time = '2026-08-02T17:30:00Z';
    const local = toLocal(time, 'Europe/Paris');
    expect(local?.toString()).toBe('2026-08-02T19:30:00');
    expect(toInstant(local, 'Europe/Paris')).toBe(time);
    expect(toLocal('', 'UTC')).toBeNull();
    expect(toInstant(null, 'UTC')).toBe('');
  });

  it('that do not exist are the moment at which the clocks go on, as in the search field', () => {
    expect(toInstant(new CalendarDateTime(2026, 3, 29, 2, 30), 'Europe/Paris')).toBe('2026-03-29T01:00:00Z');
  });
});
