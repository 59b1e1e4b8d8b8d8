/** Plans, holds and purges. */

import type { Plan } from './archive';
import type { Hit, Count } from './search';
import type { SearchState } from './search';

export interface PurgeRequest {
  /** "" only looks; the token of what was shown purges just that. */
  confirm: string;
}

export interface PurgeAnswer {
  /** Set when a purge was begun. */
  task: string;
  /** For `confirm`; "" when nothing is due. */
  token: string;
  /** In the archive, and of them: due; past their time and held; lying beside
   * some that cannot be read, and so kept. */
  events: number;
  due: number;
  held: number;
  unread: number;
  /** Times of the first and the last that are due; "" when none is. */
  first: string;
  last: string;
  /** What happened until then is past its time; "" when all is kept. */
  cutoff: string;
  /** The oldest that are due, at most 20. */
  sample: Hit[];
  categories: Count[];
  /** The rule in words: "Pro plan: 30 days". */
  rule: string;
  /** Holds in force that cover no event, each with its title and its words. */
  emptyHolds: string[];
  /** Why it asks before it purges, one sentence each. */
  asks: string[];
  /** The clock is before what the archive remembers. */
  clockBehind: boolean;
  /** What cannot be read, one sentence each. */
  unreadable: string[];
  /** What no purge can reach, in words. */
  outside: string;
  /** Newest first; only where it looks. */
  receipts: Receipt[];
}

/** A purge that was done. */
export interface Receipt {
  /** Line of the journal that planned it; 0 right after it. */
  line: number;
  done: string;
  user: string;
  events: number;
  held: number;
  /** In how many ranges the events' numbers lie. */
  leaves: number;
  first: string;
  last: string;
  at: string;
  rule: string;
  holds: string[];
}

export interface PlanRequest {
  plan: Plan;
  /** false only tells what would be due. */
  confirm: boolean;
}

export interface PlanAnswer {
  changed: boolean;
  purge: PurgeAnswer;
}

/** Nothing lists the holds; a search tells what a hold on it would cover, and
 * with a reason places it; an id and a reason release a hold. */
export interface HoldRequest {
  search: SearchState | null;
  /** ≤ 100 characters. */
  name: string;
  /** ≤ 1,000 characters. */
  reason: string;
  /** Places it although it covers no event. */
  empty: boolean;
  /** Id of a hold. */
  release: string;
}

export interface HoldAnswer {
  holds: Hold[];
  /** No longer in force, the last released first. */
  released: Hold[];
  /** Id of the hold that was placed; else "". */
  placed: string;
  /** What a hold on the search covers, in words and in events. */
  words: string;
  /** What of the search may be a slip, or "". */
  hint: string;
  covers: number;
}

export interface Hold {
  id: string;
  name: string;
  reason: string;
  words: string;
  placed: string;
  by: string;
  /** That it covers now. */
  events: number;
  released: string;
  releasedBy: string;
  releaseReason: string;
}
