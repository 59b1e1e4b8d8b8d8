/** What is said about purges by itself: asked for, stopped, done. */

import type { ArchiveInfo, Task } from '../api';
import { plural } from '../text/numbers';
import type { Session } from './session';

export function purgeEnded(session: Session, task: Task) {
  if (task.kind !== 'purge') return;
  if (task.phase === 'cancelled') session.notices.add('done', 'Purge cancelled', 'Nothing was purged.');
  else if (task.phase === 'done' && task.receipt) {
    const { events, rule } = task.receipt;
    session.notices.add('done', `${plural(events, 'event')} purged`, `${rule}. The receipt is in the journal.`, [
      { label: 'Show receipts', run: () => session.view.open({ kind: 'receipts' }) },
    ]);
  }
}

/** Tells once what waits for an answer, and again when it has become something
 * else. Returns how to stop. */
export function watchDue(session: Session): () => void {
  let told = '';
  const look = () => {
    const archive = session.app.get().archive;
    const now = archive ? waiting(archive) : '';
    if (now === told) return;
    told = now;
    if (!archive || now === '') return;
    if (archive.clock !== '') session.notices.add('error', 'Purging has stopped', archive.clock);
    else {
      session.notices.add('error', `${plural(archive.due, 'event is', 'events are')} past what the plan keeps`, archive.asks.join(' '), [
        { label: 'Review…', run: () => session.view.open({ kind: 'purge' }) },
      ]);
    }
  };
  look();
  return session.app.subscribe(look);
}

function waiting({ id, asks, clock, due }: ArchiveInfo): string {
  if (clock !== '') return `${id} ${clock}`;
  return asks.length > 0 ? `${id} ${String(due)} ${asks.join(' ')}` : '';
}
