/** Agreements that an action needs, offered after it failed for lack of one. */

import type { Fault } from '../api';
import type { NoticeAction } from './notices';
import type { View } from './view';

/** The agreement that a failure offers. */
export function toAgree(view: View, { code }: Fault): NoticeAction[] {
  if (code === 'doubt') return [{ label: 'Review…', run: () => view.open({ kind: 'trust', newKey: false }) }];
  if (code === 'no-key') return [{ label: 'Make a new key…', run: () => view.open({ kind: 'trust', newKey: true }) }];
  return [];
}
