/** The parts of an event that a report shows. */

import type { Fields } from './written';

/** How many events a report lists, and how many characters of each text. */
export const reportEvents = 200;
const reportText = 500;

export type ReportEvent = Fields;

export function plainEvent({ id, actor, category, action, description, timestamp }: Fields): ReportEvent {
  return {
    id: shortened(id), actor: shortened(actor), category: shortened(category), action: shortened(action), description: shortened(description), timestamp,
  };
}

function shortened(text: string): string {
  if (text.length <= reportText) return text;
  const chars = Array.from(text);
  return chars.length > reportText ? `${chars.slice(0, reportText).join('')}… (more in activity.csv)` : text;
}
