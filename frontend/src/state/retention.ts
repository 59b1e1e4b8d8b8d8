/** Notices about automatic purges: requested, stopped, done. */

import type { Task } from '../api';
import { plural } from '../text/numbers';
import type { Session } from './session';
import { watchStanding } from './standing';

export function purgeEnded(session: Session, task: Task) {
  if (task.kind !== 'purge') return;
  const here = session.isHere(task);
  if (task.phase === 'cancelled') session.notices.add('done', 'Purge cancelled', 'Nothing was purged.', [], { lasting: true });
  else if (task.phase === 'done' && task.receipt) {
    const { events, rule } = task.receipt;
    session.notices.add('done', `${plural(events, 'event')} purged`, `${rule}. The receipt is in the journal.`, here ? [
      { label: 'Show receipts', run: () => session.view.open({ kind: 'receipts' }) },
    ] : [], { lasting: !here });
  }
}

/** Shows a notice of a purge that waits for an answer, and again when it has
 * changed. Returns how to stop. */
export function watchDue(session: Session): () => void {
  return watchStanding(session, 'due', ({ asks, clock, due, readOnly, doubt }) => {
    if (readOnly !== '' || doubt.length > 0) return null; // nothing can be purged, which is told by itself
    if (clock !== '') return { key: clock, kind: 'error', title: 'Purging has stopped', text: clock, actions: [] };
    if (asks.length === 0) return null;
    return {
      key: `${String(due)} ${asks.join(' ')}`,
      kind: 'warn',
      title: `${plural(due, 'event is', 'events are')} past what the plan keeps`,
      text: asks.join(' '),
      actions: [{ label: 'Review…', run: () => session.view.open({ kind: 'purge' }) }],
    };
  });
}
