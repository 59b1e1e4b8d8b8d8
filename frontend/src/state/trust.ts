/** Notices of an archive that differs from the state that this computer knew, or
 * whose key is not here: both wait for the officer to agree. */

import type { Session } from './session';
import { watchStanding } from './standing';

/** Shows a notice that the archive is in doubt, and again when its differences
 * change. Returns how to stop. */
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
