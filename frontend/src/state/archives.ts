/** Opening, making and closing archives. */

import type { ArchiveInfo, Plan } from '../api';
import type { Session } from './session';

async function opened(session: Session, open: () => Promise<ArchiveInfo | null>): Promise<boolean> {
  const archive = await session.attempt(open);
  if (!archive) return false;
  session.view.close();
  await session.reload();
  session.notices.say(`${archive.name} is open`);
  return true;
}

export function newArchive(session: Session, name: string, plan: Plan) {
  return opened(session, () => session.door.NewArchive({ name, plan }));
}

/** `recent` is the id of a recent archive; "" asks in a native dialog. */
export function openArchive(session: Session, recent = '') {
  return opened(session, () => session.door.OpenArchive({ recent }));
}

export async function trySample(session: Session) {
  await session.attempt(() => session.door.TrySample());
}

export async function closeArchive(session: Session) {
  session.save();
  await session.attempt(() => session.door.CloseArchive());
  session.view.shown.set(null);
  await session.reload();
}
