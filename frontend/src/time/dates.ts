/** Between instants and the dates and times of day that an officer types. */

import { CalendarDateTime, parseAbsolute, toCalendarDateTime, toZoned } from '@internationalized/date';

/** The time of day of an instant in a zone; null for none. */
export function toLocal(time: string, zone: string): CalendarDateTime | null {
  if (time === '') return null;
  return toCalendarDateTime(parseAbsolute(time, zone)).set({ second: 0, millisecond: 0 });
}

/** The instant, RFC 3339 in UTC; "" for none. Where clocks are put back and a
 * time comes twice, its first; where they are put forward, the moment after. */
export function toInstant(local: CalendarDateTime | null, zone: string): string {
  if (!local) return '';
  return toZoned(local, zone, 'compatible').toDate().toISOString().replace('.000Z', 'Z');
}

export function midnight(time: string, zone: string): CalendarDateTime {
  const local = time === '' ? toCalendarDateTime(parseAbsolute(new Date().toISOString(), zone)) : toCalendarDateTime(parseAbsolute(time, zone));
  return new CalendarDateTime(local.year, local.month, local.day);
}
