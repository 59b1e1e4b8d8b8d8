/**
 * Times for the eye. A time travels as RFC 3339 in UTC with up to nine fraction
 * digits; Date keeps only milliseconds, so the digits are taken from the text.
 */

type Style = 'second' | 'minute' | 'day' | 'month' | 'year';

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  second: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'short' },
  year: { year: 'numeric' },
};

const formats = new Map<string, Intl.DateTimeFormat>();

function format(style: Style, zone: string): Intl.DateTimeFormat {
  const key = `${style} ${zone}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(undefined, { ...styles[style], timeZone: zone });
    formats.set(key, found);
  }
  return found;
}

function show(time: string, zone: string, style: Style): string {
  const date = new Date(time);
  return time === '' || Number.isNaN(date.getTime()) ? time : format(style, zone).format(date);
}

/** "2 Aug 2026, 19:39:42" */
export function showSecond(time: string, zone: string): string {
  return show(time, zone, 'second');
}

export function showMinute(time: string, zone: string): string {
  return show(time, zone, 'minute');
}

export function showDay(time: string, zone: string): string {
  return show(time, zone, 'day');
}

export function showMonth(time: string, zone: string): string {
  return show(time, zone, 'month');
}

export function showYear(time: string, zone: string): string {
  return show(time, zone, 'year');
}

/** The time with all its digits and the zone's offset:
 * "2026-08-02 19:39:42.123456789 +02:00". */
export function showExact(time: string, zone: string): string {
  const date = new Date(time);
  if (time === '' || Number.isNaN(date.getTime())) return time;
  const utc = zone === 'UTC' ? /^(\d{4}-\d\d-\d\d)T([\d:.]+)Z$/.exec(time) : null; // as it travels: nothing to work out
  if (utc) return `${utc[1] ?? ''} ${utc[2] ?? ''} +00:00`;
  const part = new Map(exactFormat(zone).formatToParts(date).map((p) => [p.type, p.value]));
  const get = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? '';
  const fraction = /\.\d+/.exec(time)?.[0] ?? '';
  const offset = get('timeZoneName').replace('GMT', '').replace('−', '-') || '+00:00';
  const clock = `${get('hour')}:${get('minute')}:${get('second')}${fraction}`;
  return `${get('year').padStart(4, '0')}-${get('month')}-${get('day')} ${clock} ${offset}`;
}

const exact = new Map<string, Intl.DateTimeFormat>();

function exactFormat(zone: string): Intl.DateTimeFormat {
  let found = exact.get(zone);
  if (!found) {
    found = new Intl.DateTimeFormat('en-US', {
      year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
      second: '2-digit', hourCycle: 'h23', timeZone: zone, timeZoneName: 'longOffset',
    });
    exact.set(zone, found);
  }
  return found;
}

/** A half-open range in words; whole days of the zone are shown as days:
 * "14 May to 2 Aug 2026", "from 14 May 2026", "before 2 Aug 2026, 10:00". */
export function showRange(from: string, to: string, zone: string): string {
  const whole = (from === '' || isMidnight(from, zone)) && (to === '' || isMidnight(to, zone));
  const style: Style = whole ? 'day' : 'minute';
  if (from === '' && to === '') return 'All time';
  if (to === '') return `From ${show(from, zone, style)}`;
  // Half open: the last day is the one before `to`.
  const last = whole ? new Date(Date.parse(to) - 1).toISOString() : to;
  if (from === '') return `${whole ? 'Until' : 'Before'} ${show(last, zone, style)}`;
  const first = show(from, zone, style);
  const until = show(last, zone, style);
  return first === until ? first : `${first} to ${until}`;
}

export function isMidnight(time: string, zone: string): boolean {
  return showExact(time, zone).includes(' 00:00:00 ');
}

/** Ticks under a time axis, at most `most` of them: calendar years, months,
 * days or hours among `starts`, each with its place in the list. */
export function ticks(starts: readonly string[], zone: string, most: number): { at: number; label: string }[] {
  for (const style of ['minute', 'day', 'month', 'year'] as const) {
    const found: { at: number; label: string }[] = [];
    let last = '';
    starts.forEach((start, at) => {
      const label = show(start, zone, style);
      if (label !== last && at > 0) found.push({ at, label });
      last = label;
    });
    if (found.length > 0 && (found.length <= most * 3 || style === 'year')) return thinned(found, most);
  }
  return [];
}

function thinned<T>(list: T[], most: number): T[] {
  const step = Math.ceil(list.length / Math.max(1, most));
  return list.filter((_, i) => i % step === 0);
}
