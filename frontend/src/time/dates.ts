/** Between instants and the dates and times of day that an officer types. */

import { CalendarDateTime, parseAbsolute, toCalendarDateTime } from '@internationalized/date';
import { firstMoment } from './moments';

/** The time of day of an instant in a zone; null for none. */
export function toLocal(time: string, zone: string): CalendarDateTime | null {
  if (time === '') return null;
  return toCalendarDateTime(parseAbsolute(time, zone)).set({ second: 0, millisecond: 0 });
}

/** The instant, RFC 3339 in UTC; "" for none. Where clocks are put back and a
 * time comes twice, its first; where they are put forward over it, the moment at
 * which they are: as a date typed into the search is read. */
export function toInstant(local: CalendarDateTime | null, zone: string): string {
  if (!local) return '';
  const { year, month, day, hour, minute, second } = local;
  return new Date(firstMoment(Date.UTC(year, month - 1, day, hour, minute, second), zone)).toISOString().replace('.000Z', 'Z');
}

export function midnight(time: string, zone: string): CalendarDateTime {
  const local = time === '' ? toCalendarDateTime(parseAbsolute(new Date().toISOString(), zone)) : toCalendarDateTime(parseAbsolute(time, zone));
  return new CalendarDateTime(local.year, local.month, local.day);
}
