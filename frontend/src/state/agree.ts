/** What can be agreed to where something failed for want of that. */

import type { Fault } from '../api';
import type { NoticeAction } from './notices';
import type { View } from './view';

/** What a failure offers to agree to. */
export function toAgree(view: View, { code }: Fault): NoticeAction[] {
  if (code === 'doubt') return [{ label: 'Review…', run: () => view.open({ kind: 'trust', newKey: false }) }];
  if (code === 'no-key') return [{ label: 'Make a new key…', run: () => view.open({ kind: 'trust', newKey: true }) }];
  return [];
}
