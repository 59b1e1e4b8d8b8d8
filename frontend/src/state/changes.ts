/** Whether the open archive can be changed, and the notices where it cannot. */

import type { ArchiveInfo } from '../api';
import { count } from '../text/numbers';
import type { Session } from './session';
import { useSession } from './SessionContext';
import { useSelected } from './store';
import { watchStanding } from './standing';

interface Off {
  /** In two or three words. */
  short: string;
  /** A sentence. */
  why: string;
}

const readOnly: Off = { short: 'the archive is read-only', why: 'This archive is read-only here, so nothing in it can be changed.' };
const doubted: Off = { short: 'the archive is in doubt', why: 'This archive is not as this computer last knew it, so nothing in it is changed until you agree to it.' };

/** Why nothing in the archive can be changed; null where it can. */
function offOf(archive: ArchiveInfo | null): Off | null {
  if (!archive) return null;
  if (archive.readOnly !== '') return readOnly;
  return archive.doubt.length > 0 ? doubted : null;
}

export function whyOff(session: Session): Off | null {
  return offOf(session.app.get().archive);
}

export function useOff(): Off | null {
  return useSelected(useSession().app, (app) => offOf(app.archive));
}

const readOnlyTitle = 'This archive is read-only here';

function readOnlyText(why: string): string {
  return `${why.charAt(0).toUpperCase()}${why.slice(1)}. Searching, exporting and verifying work, without a line in its journal. To import, hold or purge, copy the whole folder to where it can be written.`;
}

/** Tells, again if need be, why the archive cannot be changed. */
export function tellOff(session: Session) {
  const { archive } = session.app.get();
  if (!archive) return;
  if (archive.readOnly !== '') session.notices.add('note', readOnlyTitle, readOnlyText(archive.readOnly), [], { topic: 'read-only' });
  else if (archive.doubt.length > 0) session.view.open({ kind: 'trust', newKey: false });
}

/** Tells once that the archive can only be read. Returns how to stop. */
export function watchReadOnly(session: Session): () => void {
  return watchStanding(session, 'read-only', ({ readOnly: why }) => (why === '' ? null : { key: why, kind: 'note', title: readOnlyTitle, text: readOnlyText(why), actions: [] }));
}

/** Shows a notice of files that were found damaged and rebuilt from the events. Returns
 * how to stop. */
export function watchMended(session: Session): () => void {
  return watchStanding(session, 'mended', ({ notices, readOnly: why, unread }) => {
    const [first] = notices;
    if (first === undefined) return null;
    const more = notices.length > 1 ? `, and ${count(notices.length - 1)} more` : '';
    const journal = { label: 'Show the journal', run: () => session.view.open({ kind: 'journal' }) };
    return {
      key: notices.join('\n'),
      kind: 'note',
      title: 'Damaged files were built again',
      text: `${first}${more}.${unread === 0 ? ' Such files are made from the events, none of which is missing.' : ''}`,
      actions: why === '' ? [journal] : [],
    };
  });
}

/** Shows one notice that a checkpoint should be saved elsewhere, and takes it away once one
 * was. Returns how to stop. */
export function watchCheckpoint(session: Session): () => void {
  return watchStanding(session, 'checkpoint', ({ checkpointOverdue: words }) => {
    if (words === '') return null;
    const save = { label: 'Save checkpoint…', run: () => session.view.open({ kind: 'checkpoints' }) };
    return { key: 'overdue', kind: 'note', title: 'A checkpoint should be kept elsewhere', text: words, actions: [save] };
  });
}
