/** Notices of lasting states: shown when a state begins, again when it has changed,
 * and withdrawn when it is over. */

import type { ArchiveInfo } from '../api';
import type { NoticeAction, NoticeKind, Topic } from './notices';
import type { Session } from './session';

export interface Standing {
  /** A notice with another value is shown again. */
  key: string;
  kind: NoticeKind;
  title: string;
  text: string;
  actions: NoticeAction[];
}

/** `look` says how the open archive stands: null is well, undefined is not known
 * yet. A dismissed notice is not shown again. Returns how to stop. */
export function watchStanding(session: Session, topic: Topic, look: (archive: ArchiveInfo) => Standing | null | undefined): () => void {
  let of = '';
  let told = '';
  const check = () => {
    const { archive } = session.app.get();
    if (archive?.key !== of) {
      of = archive?.key ?? '';
      told = '';
    }
    const now = archive ? look(archive) : null;
    if (now === undefined || (now?.key ?? '') === told) return;
    told = now?.key ?? '';
    if (now) session.notices.add(now.kind, now.title, now.text, now.actions, { topic });
    else session.notices.withdraw(topic);
  };
  check();
  return session.app.subscribe(check);
}
