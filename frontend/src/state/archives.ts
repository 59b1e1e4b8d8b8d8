/** Opening, making and closing archives. */

import type { ArchiveInfo, Plan } from '../api';
import { plural } from '../text/numbers';
import { opening } from './notices';
import type { Session } from './session';
import { watchStanding } from './standing';

async function opened(session: Session, open: () => Promise<ArchiveInfo | null>): Promise<boolean> {
  const archive = await session.attempt(open, opening);
  if (!archive) return false;
  session.notices.withdraw('opening');
  session.view.close();
  await session.reload();
  session.notices.say(`${archive.name} is open`);
  return true;
}

export function newArchive(session: Session, name: string, plan: Plan) {
  return opened(session, () => session.door.NewArchive({ name, plan }));
}

/** `recent` is the key of a recent archive; "" asks in a native dialog. */
export function openArchive(session: Session, recent = '') {
  return opened(session, () => recent === '' ? session.door.ChooseArchive() : session.door.OpenRecent(recent));
}

export async function trySample(session: Session) {
  await session.attempt(() => session.door.OpenSample(), opening);
}

export async function closeArchive(session: Session) {
  session.save();
  await session.attempt(() => session.door.CloseArchive(), { lasting: true });
  session.view.shown.set(null);
  await session.reload();
}

/** Shows a notice that the archive is damaged, and again when the damage changes.
 * Returns how to stop. */
export function watchCheck(session: Session): () => void {
  return watchStanding(session, 'damage', ({ check, problems, unread }) => {
    if (check === 'running') return undefined;
    if (check !== 'damaged') return null;
    return {
      key: problems.join('\n'),
      kind: 'error',
      ...(unread > 0
        ? {
            title: `${plural(unread, 'event')} cannot be read`,
            text: `${unread === 1 ? 'It is' : 'They are'} in no count, on no page and in no export; all others can be used. Import the original files again, or open a copy of the archive.`,
          }
        : { title: 'This archive is damaged', text: `${plural(problems.length, 'problem was', 'problems were')} found. What cannot be read is marked in the table.` }),
      actions: [{ label: 'Show what is damaged', run: () => session.view.open({ kind: 'problems' }) }],
    };
  });
}
