/** What is said of an archive that is not as this computer knew it, or whose key is
 * not here: both wait for the officer to agree. */

import type { Session } from './session';
import { watchStanding } from './standing';

/** Tells that the archive is in doubt, and again when it differs otherwise. Returns
 * how to stop. */
export function watchDoubt(session: Session): () => void {
  return watchStanding(session, 'doubt', ({ doubt }) => {
    if (doubt.length === 0) return null;
    return {
      key: doubt.join('\n'),
      kind: 'error',
      title: 'This archive is not as this computer last knew it',
      text: `${doubt.join('. ')}. It is only read until you agree to it.`,
      actions: [{ label: 'Review…', run: () => session.view.open({ kind: 'trust', newKey: false }) }],
    };
  });
}
