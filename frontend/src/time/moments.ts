/** Which moment the clocks of a zone show a time at: as query.FirstMoment in the program. */

import { fromAbsolute } from '@internationalized/date';

const hour = 3_600_000;
const day = 24 * hour;

/** How far ahead of UTC clocks are, in milliseconds. */
function offsetAt(at: number, zone: string): number {
  return fromAbsolute(at, zone).offset;
}

/** The first moment at which the clocks of a zone show a time or a later one, both in
 * milliseconds, the time as if it were UTC. Where clocks are put forward over it, that is
 * when they are; where they show it twice, it is the first of the two. */
export function firstMoment(wall: number, zone: string): number {
  let at = wall - 2 * day; // clocks show less: no offset is that large
  for (;;) {
    const change = nextChange(at, wall + 2 * day, zone);
    const moment = Math.max(at, wall - offsetAt(at, zone));
    if (moment < change) return moment;
    at = change;
  }
}

/** When the offset changes next after a moment, until another one; Infinity if it does
 * not. A zone changes it at most once in three hours. */
function nextChange(after: number, until: number, zone: string): number {
  const before = offsetAt(after, zone);
  let low = after;
  let high = after + 3 * hour;
  while (offsetAt(high, zone) === before) {
    if (high > until) return Infinity;
    low = high;
    high += 3 * hour;
  }
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle, zone) === before) low = middle;
    else high = middle;
  }
  return high;
}
