/** Commands on the page of events on display. */

import { count, plural } from '../text/numbers';
import type { Session } from '../state/session';

export function turnPage(session: Session, by: number) {
  const { result } = session.queries.answer.get();
  if (!result) return;
  goToPage(session, result.page + by);
}

export function goToPage(session: Session, page: number) {
  const { result } = session.queries.answer.get();
  if (!result || page < 1 || page > result.pages || page === result.page) return;
  void session.change((search) => ({ ...search, page }));
  expectPage(session, Math.sign(page - result.page));
}

/** The page after, or with -1 before, the one on display may be turned to; null
 * is none. */
export function expectPage(session: Session, by: number | null) {
  session.queries.expect(by === null ? null : (now) => (now.page + by < 1 ? null : { ...now, page: now.page + by }));
}

export function selectPage(session: Session) {
  const { result, token } = session.queries.answer.get();
  if (!result || result.hits.length === 0) return;
  session.selections.setHits({ hits: result.hits, token }, true);
  const more = result.total > result.hits.length ? `. ${count(result.total)} match: they can all be selected` : '';
  session.notices.say(`${plural(result.hits.length, 'event')} on this page selected${more}`);
}

export async function addAllMatching(session: Session) {
  const { result, search } = session.queries.answer.get();
  if (!result || result.total === 0) return;
  const selected = await session.attempt(() => session.selections.addMatching(search));
  if (selected) session.notices.say(`${plural(selected.count, 'event')} selected`);
}
