/** The dates of the search language (DESIGN 4), for the fake: as query.ParseDate in the
 * program, to the millisecond. */

import { firstMoment } from '../../time/moments';

/** Milliseconds since 1970, half open; Infinity is open. */
interface DateSpan {
  from: number;
  until: number;
}

const day = 86_400_000;
const first = Date.UTC(1678, 0, 1);
const end = Date.UTC(2262, 0, 1);
const form = /^(\d{4})-(\d\d)-(\d\d)(?:t(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(z|[+-]\d\d:\d\d)?)?$/i;

/** The span that a date names in a zone; null if it is not a date. */
export function readSpan(text: string, zone: string): DateSpan | null {
  const found = form.exec(text);
  if (!found) return null;
  const [year = 0, month = 0, date = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map((digits) => Number(digits ?? 0));
  const start = Date.UTC(year, month - 1, date);
  if (year < 1678 || year > 2261 || new Date(start).getUTCDate() !== date || new Date(start).getUTCMonth() !== month - 1) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const timed = found[4] !== undefined;
  const offset = readOffset(found[8]);
  if (offset === null) return null;
  // Events of the fake are at whole milliseconds, so the first one from a fraction on.
  const digits = found[7] ?? '';
  const fraction = Number(digits.padEnd(9, '0')) / 1e6;
  const unit = !timed ? day : found[6] === undefined ? 60_000 : 1000 / 10 ** digits.length;
  const wall = start + hour * 3_600_000 + minute * 60_000 + second * 1000;
  const moment = (ms: number) => (offset === undefined ? firstMoment(wall + ms, zone) : wall + ms - offset);
  const typed = moment(Math.floor(fraction));
  if (timed && (typed < first || typed >= end)) return null;
  const until = moment(Math.ceil(round(fraction + unit)));
  return { from: Math.max(first, moment(Math.ceil(fraction))), until: until >= end ? Infinity : Math.max(first, until) };
}

/** To a nanosecond: sums of fractions are not exact. */
function round(ms: number): number {
  return Math.round(ms * 1e6) / 1e6;
}

/** Milliseconds east of UTC; undefined where there is none, null where it is no offset. */
function readOffset(text: string | undefined): number | null | undefined {
  if (text === undefined) return undefined;
  if (text.toLowerCase() === 'z') return 0;
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(4))];
  if (hours > 23 || minutes > 59) return null;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
