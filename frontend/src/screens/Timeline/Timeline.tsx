import { useMemo } from 'react';
import { Histogram } from '../../components/Histogram/Histogram';
import type { HistogramBar } from '../../components/Histogram/bars';
import { TimeStrip } from '../../components/TimeStrip/TimeStrip';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { useNextFrame } from '../../state/useNextFrame';
import { plural } from '../../text/numbers';
import { isMidnight, showDay, showMinute, showRange, ticks } from '../../time/format';
import { bandsOf, gapWords } from './gaps';

const hour = 3_600_000;

/** The histogram of the search on display, and the range on it. */
export function Timeline() {
  const session = useSession();
  const facets = useNextFrame(useSelected(session.queries.answer, (answer) => answer.facets));
  // Bars that are late are dimmed until the new ones are there.
  const busy = useNextFrame(useStore(session.queries.counting)) ?? false;
  const range = useSelected(session.queries.search, (search) => search.range);
  const zone = useSelected(session.queries.search, (search) => search.zone);
  const words = useMemo(
    () => ({
      bar: (bar: HistogramBar) => `${showRange(bar.from, bar.to, zone)}: ${plural(bar.count, 'event')}`,
      end: (time: string) => (isMidnight(time, zone) ? showDay(time, zone) : showMinute(time, zone)),
      ticks: (starts: readonly string[], most: number) => ticks(starts, zone, most),
    }),
    [zone],
  );
  const { histogram: bars, gaps } = facets ?? {};
  const bands = useMemo(() => (gaps ? bandsOf(gaps, zone) : []), [gaps, zone]);
  if (!bars || bars.length === 0) return null;
  const from = range.hours > 0 ? new Date(Date.now() - range.hours * hour).toISOString() : range.from;
  return (
    <>
      <Histogram
        label="Events over time"
        bars={bars}
        from={from}
        to={range.to}
        barWords={words.bar}
        endWords={words.end}
        ticks={words.ticks}
        busy={busy}
        onRange={(start, end) => void session.change((search) => ({ ...search, range: { hours: 0, from: start, to: end }, page: 1 }))}
      />
      {gaps && <TimeStrip label={gapWords(gaps, zone, 20)} caption={gapWords(gaps, zone)} bars={bars} bands={bands} />}
    </>
  );
}
