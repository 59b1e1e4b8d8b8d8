/** The times that an archive covers and lacks, in words and as bands. Pure. */

import type { Gaps } from '../../api';
import type { Band } from '../../components/TimeStrip/bands';
import { plural } from '../../text/numbers';
import { showDay, showRange } from '../../time/format';

const named = 3;

export function bandsOf(gaps: Gaps, zone: string): Band[] {
  const covered = gaps.imports.flatMap((one): Band[] => {
    const rejected = one.rejected > 0 ? `, ${plural(one.rejected, 'record')} rejected` : '';
    const first = showDay(one.first, zone);
    const last = showDay(one.last, zone);
    const words = `Import ${String(one.number)}, ${one.file}: ${first === last ? first : `${first} to ${last}`}, ${plural(one.events, 'event')}${rejected}`;
    const band = { from: one.first, to: one.last, words };
    return one.rejected > 0 ? [{ ...band, kind: 'covered' }, { ...band, kind: 'rejected' }] : [{ ...band, kind: 'covered' }];
  });
  const quiet = gaps.quiet.map((run): Band => ({ kind: 'quiet', from: run.from, to: run.to, words: `No event: ${showRange(run.from, run.to, zone)}` }));
  const purged = gaps.purges.map((one): Band => ({
    kind: 'purged', from: one.first, to: one.last,
    words: `Purged ${showDay(one.done, zone)}: ${plural(one.events, 'event')}, ${showDay(one.first, zone)} to ${showDay(one.last, zone)}`,
  }));
  return [...covered, ...quiet, ...purged];
}

/** One line; `most` runs of quiet days are named. */
export function gapWords(gaps: Gaps, zone: string, most = named): string {
  const parts: string[] = [];
  if (gaps.days > 0) {
    const runs = gaps.quiet.slice(0, most).map((run) => showRange(run.from, run.to, zone));
    const more = gaps.quiet.length > most ? ' and more' : '';
    parts.push(`${plural(gaps.days, 'day')} without events: ${runs.join('; ')}${more}`);
  } else {
    parts.push('Events on every day');
  }
  if (gaps.rejected > 0) parts.push(`${plural(gaps.rejected, 'record')} rejected by imports`);
  if (gaps.purged > 0) parts.push(`${plural(gaps.purged, 'event')} purged`);
  if (gaps.doubt) parts.push('The journal is damaged, so purges may be missing here: verify the archive');
  return parts.join(' · ');
}
