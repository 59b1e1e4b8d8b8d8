/** Taking the selected events out: clipboard and files. */

import { toFault, type BundleRequest, type Format, type Task } from '../api';
import { bytes, plural } from '../text/numbers';
import { countOf, toSelection } from './picked';
import type { Session } from './session';

/** True if something is selected; says `Select rows first` if not. */
function ready(session: Session): boolean {
  if (countOf(session.selections.picked.get()) > 0) return true;
  session.notices.add('error', 'Select rows first', '', [], { topic: 'select-first' });
  return false;
}

/** Notes for the recipient, which the journal does not have. */
export function lacking({ unread, unwritten }: { unread: number; unwritten: string }): string {
  return [
    unread > 0 ? ` It lacks what may belong to it of ${plural(unread, 'event')} that cannot be read: say so to whoever gets it.` : '',
    unwritten === '' ? '' : ' The journal has no line of this: the archive is read-only.',
  ].join('');
}

function asked(session: Session) {
  return { selection: toSelection(session.selections.picked.get()), search: session.queries.answer.get().search };
}

export async function copySelected(session: Session, format: Format) {
  if (!ready(session)) return;
  try {
    const copied = await session.door.Copy({ format, ...asked(session) });
    session.notices.add(
      copied.unread > 0 ? 'warn' : 'done', `${plural(copied.count, 'event')} copied as ${format.toUpperCase()}`, `${bytes(copied.bytes)} on the clipboard.${lacking(copied)}`, [], { lasting: true },
    );
  } catch (reason) {
    const fault = toFault(reason);
    const instead = { label: `Export as ${format.toUpperCase()}…`, run: () => void exportSelected(session, format) };
    session.notices.fault(fault, fault.code === 'too-many' ? [instead] : []);
  }
}

export async function exportSelected(session: Session, format: Format) {
  if (!ready(session)) return;
  await session.attempt(() => session.door.Export({ format, ...asked(session) }));
}

export async function exportBundle(session: Session, says: Omit<BundleRequest, 'selection' | 'search'>) {
  if (!ready(session)) return;
  await session.attempt(() => session.door.ExportBundle({ ...asked(session), ...says }));
}

/** Asks for the statements that a bundle makes about itself. */
export function askForBundle(session: Session) {
  if (ready(session)) session.view.open({ kind: 'bundle' });
}

export function exportEnded(session: Session, task: Task) {
  if (task.kind !== 'export' && task.kind !== 'bundle') return;
  const { written } = task;
  if (task.phase === 'cancelled') {
    session.notices.add('done', 'Export cancelled', 'No file was written.', [], { lasting: true });
  } else if (task.phase === 'done' && written) {
    const what = task.kind === 'bundle' ? `Evidence bundle of ${plural(written.count, 'event')} written and verified` : `${plural(written.count, 'event')} exported`;
    session.notices.add(written.unread > 0 ? 'warn' : 'done', what, `${written.path}, ${bytes(written.bytes)}${lacking(written).replace(/^ /, '. ')}`, [
      { label: 'Show in folder', run: () => void session.attempt(() => session.door.ShowInFolder(written.token)) },
    ], { lasting: true });
  }
}
