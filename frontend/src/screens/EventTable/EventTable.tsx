import { useMemo } from 'react';
import type { Column, Hit, Term } from '../../api';
import { selectPage } from '../../commands/table';
import { Grid } from '../../components/Grid/Grid';
import type { GridSelect } from '../../components/Grid/range';
import { isPicked, pageMark } from '../../state/picked';
import { matchKey, sortedBy } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { spelled } from '../../text/hidden';
import { plural } from '../../text/numbers';
import { EmptyResult } from '../EmptyResult/EmptyResult';
import { eventColumns } from './columns';
import styles from './EventTable.module.css';

const noHits: readonly Hit[] = [];
const noTerms: readonly Term[] = [];
export const rowHeight = 32;

const keyOf = (hit: Hit) => hit.seq;
const labelOf = (hit: Hit) => spelled(`Select: ${hit.category}.${hit.action}, ${hit.actor}, ${hit.description.slice(0, 80)}`);

/** The page of events on display. */
export function EventTable() {
  const session = useSession();
  const answer = useStore(session.queries.answer);
  const waiting = useStore(session.queries.waiting);
  const picked = useStore(session.selections.picked);
  const only = useStore(session.selections.only);
  const fullscreen = useStore(session.view.fullscreen);
  const shown = useStore(session.view.shown);
  const widths = useSelected(session.app, (app) => app.settings.columns);
  const allRows = useSelected(session.app, (app) => app.settings.allRows);
  const { result, search, token } = answer;

  const hits = result?.hits ?? noHits;
  const terms = result?.asked.terms ?? noTerms;
  const termsKey = JSON.stringify(terms);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- each answer has terms of its own, whose text says whether they differ
  const columns = useMemo(() => eventColumns(terms, search.zone, widths), [termsKey, search.zone, widths]);
  const mark = useMemo(() => pageMark(picked, { hits, token }).mark, [picked, hits, token]);
  const page = result?.page ?? 1;

  const select = (change: GridSelect) => {
    const at = (indices: readonly number[]) => indices.flatMap((index) => hits[index] ?? []);
    if (change.kind === 'range') {
      session.selections.change(token, at(change.on), at(change.off));
      return;
    }
    const hit = hits[change.index];
    if (!hit) return;
    if (change.kind === 'toggle') session.selections.toggle(hit, token);
    else session.selections.click(hit, token);
  };

  const togglePage = () => {
    if (mark === 'all') session.selections.setHits({ hits, token }, false);
    else selectPage(session);
  };

  return (
    <div className={styles.table} data-region>
      <Grid
        label="Events"
        columns={columns}
        rows={hits}
        rowKey={keyOf}
        rowLabel={labelOf}
        offset={(page - 1) * 200}
        total={result?.total ?? 0}
        busy={waiting}
        sort={search.sort}
        mark={mark}
        pageLabel={`Select all ${plural(hits.length, 'event')} on this page`}
        isSelected={(hit) => isPicked(picked, hit, token)}
        current={shown}
        rowHeight={rowHeight}
        windowed={!allRows}
        wrap={fullscreen}
        resetKey={`${matchKey(search)} ${JSON.stringify(search.sort)} ${String(page)} ${String(only)}`}
        onNear={(column) => session.queries.expect(column === null ? null : (now) => sortedBy(now, column as Column))}
        onSort={(column) => void session.change((now) => sortedBy(now, column as Column))}
        onSelect={select}
        onTogglePage={togglePage}
        onOpen={(hit) => {
          session.view.shown.set(hit.seq);
          session.notices.say('Event details are shown. F6 goes to them.');
        }}
        onActive={(hit) => {
          if (session.view.shown.get() !== null) session.view.shown.set(hit.seq);
        }}
        onWidth={(column, width) => {
          session.set({ columns: { ...widths, [column]: width } });
          session.notices.say(width === 0 ? 'Standard width' : `${String(width)} pixels wide`);
        }}
      />
      {hits.length === 0 && <EmptyResult />}
    </div>
  );
}
