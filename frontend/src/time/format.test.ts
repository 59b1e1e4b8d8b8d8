import { describe, expect, it } from 'vitest';
import { isMidnight, showExact, showRange, ticks } from './format';
import { resolveZone, zoneName } from './zone';

describe('times', () => {
  it('keep all their digits and name the offset', () => {
    expect(showExact('2026-08-02T17:39:42.123456789Z', 'Europe/Paris')).toBe('2026-08-02 19:39:42.123456789 +02:00');
    expect(showExact('2026-01-02T03:04:05Z', 'UTC')).toBe('2026-01-02 03:04:05 +00:00');
    expect(showExact('2026-08-02T17:39:42.123456789Z', 'UTC')).toBe('2026-08-02 17:39:42.123456789 +00:00');
    expect(showExact('2026-13-45T03:04:05Z', 'UTC')).toBe('2026-13-45T03:04:05Z'); // no time: as it is
    expect(showExact('2026-01-02T03:04:05Z', 'America/St_Johns')).toBe('2026-01-01 23:34:05 -03:30');
  });

  it('show whole days of the zone as days', () => {
    expect(isMidnight('2026-05-13T22:00:00Z', 'Europe/Paris')).toBe(true);
    expect(showRange('2026-05-13T22:00:00Z', '2026-05-14T22:00:00Z', 'Europe/Paris')).toMatch(/14/);
    expect(showRange('2026-05-13T22:00:00Z', '2026-05-14T22:00:00Z', 'Europe/Paris')).not.toMatch(/ to /);
    expect(showRange('', '', 'UTC')).toBe('All time');
    expect(showRange('2026-05-13T22:00:01Z', '', 'UTC')).toMatch(/^From .*22:00/);
  });

  it('name zones by their last part', () => {
    expect(zoneName('America/New_York')).toBe('New York');
    expect(zoneName('UTC')).toBe('UTC');
    expect(resolveZone('system')).not.toBe('system');
  });

  it('put few ticks under an axis', () => {
    const days = Array.from({ length: 365 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString());
    const found = ticks(days, 'UTC', 12);
    expect(found.length).toBeLessThanOrEqual(12);
    expect(found[0]?.label).toMatch(/Feb/);
  });
});
