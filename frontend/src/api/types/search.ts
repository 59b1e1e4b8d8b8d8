/** What is asked of an archive, and what it answers. */

export type Column = 'timestamp' | 'member' | 'action' | 'description';

export interface Sort {
  column: Column;
  descending: boolean;
}

/** The time filter. At most one of `hours` and from/to is set. */
export interface TimeRange {
  /** The last n hours, counted back from now when asked; 0 for none. ≤ 87,600. */
  hours: number;
  /** From this time on; "" for open. */
  from: string;
  /** Until just before this time (half open); "" for open. */
  to: string;
}

/**
 * What is asked of the archive: the one value that is the saved search, the
 * back step, the restored window and the description of an export.
 */
export interface SearchState {
  /** As typed, ≤ 4,096 characters. */
  text: string;
  /** Exact values, any of; none for no filter. Each list ≤ 1,000. */
  categories: string[];
  /** Action keys, "api_key.created". */
  actions: string[];
  members: string[];
  /** Import numbers. */
  imports: number[];
  conflictsOnly: boolean;
  range: TimeRange;
  /** Zone of the dates in `text`, and of the days of the histogram. */
  zone: string;
  sort: Sort;
  /** From 1. A page past the last answers the last. */
  page: number;
}

export interface QueryRequest {
  search: SearchState;
  /** Counts up with each Query. A Query with a lower number than one that has
   * come already, or that a later one overtakes, is cancelled: "superseded". */
  number: number;
  /** Whether facets and histogram are wanted: they depend neither on sort nor
   * on page, so the window asks for them only when something else changed. */
  facets: boolean;
  /** Whether the events are not wanted, only how many match. */
  countsOnly: boolean;
  /** The token of an all-matching selection, so that each hit can say whether
   * it is in it; "" for none. */
  token: string;
  /** Shows only events of this selection (and of the search); null for all.
   * Sent only if features has "selected". */
  only: Selection | null;
}

export interface QueryResult {
  /** That of the request. */
  number: number;
  /** Exact number of events that match. */
  total: number;
  /** The page these hits are, from 1, and how many there are (at least 1). */
  page: number;
  pages: number;
  /** At most 200, in order; none if only counts are wanted. */
  hits: Hit[];
  /** null if not asked for. */
  facets: Facets | null;
  asked: Asked;
  /** Number of the snapshot that answered. */
  snapshot: number;
}

/** One event as the table shows it; Event gives the rest. What most events do
 * not have is missing where they do not: what is said of 200 events is read
 * before the first of them is painted. */
export interface Hit {
  seq: number;
  actor: string;
  category: string;
  action: string;
  description: string;
  time: string;
  /** The time as the source wrote it, where that does not equal `time`. */
  originalTime?: string;
  /** Has the event_id of another event with different content. */
  conflict?: boolean;
  /** Some text was longer than 4,096 bytes and is cut at a character here;
   * Event gives all of it. */
  cut?: boolean;
  /** Why the event cannot be read. Of a damaged one, only number, time,
   * member, category and action are known. */
  damage?: string;
  /** Is in the selection that QueryRequest.token names (exclusions do not
   * count here; the window knows them). */
  selected?: boolean;
}

export interface Facets {
  /** All categories and action keys of the archive, those without a match
   * with count 0; by count, then by value. At most 1,000 each. */
  categories: Facet;
  actions: Facet;
  /** Members with a match, and those that the filter names; ≤ 1,000. */
  members: Facet;
  /** Events that match and are marked as conflicts. */
  conflicts: number;
  /** Equal steps of the calendar (in the search's zone) from the archive's
   * first event to its last, without gaps, empty ones included; ≤ 400. It
   * ignores `range`, but not dates in the text. */
  histogram: Bar[];
  /** Where the archive may have gaps, whatever was asked. */
  gaps: Gaps;
}

export interface QuietDays {
  from: string;
  to: string;
  days: number;
}

export interface Gaps {
  /** Runs of days (of the search's zone) without any event, from the archive's
   * first event to its last; the first 1,000. `to` is not within. */
  quiet: QuietDays[];
  /** How many days are without, listed or not. */
  days: number;
  /** The time that the events of each import are about, both within it; the
   * newest 1,000. */
  imports: CoveredTime[];
  /** Records that no import took. */
  rejected: number;
  /** What was purged: the newest 1,000 purges, and events of all of them. */
  purges: PurgedTime[];
  purged: number;
  /** Why there may be purges beside these: what is wrong with the journal; '' if
   * nothing is known to be. */
  doubt: string;
}

export interface PurgedTime {
  done: string;
  /** Of the events that are gone, both within it. */
  first: string;
  last: string;
  events: number;
}

export interface CoveredTime {
  number: number;
  file: string;
  first: string;
  last: string;
  /** That are in the archive. */
  events: number;
  rejected: number;
}

export interface Facet {
  values: Count[];
  /** How many values have a match, shown or not. */
  distinct: number;
}

export interface Count {
  value: string;
  count: number;
}

export interface Bar {
  from: string;
  /** Equal to the next bar's `from`. */
  to: string;
  count: number;
}

/** How the search text was understood. */
export interface Asked {
  terms: Term[];
  /** "AND, OR and NOT are words like others…", or "". */
  hint: string;
  /** The whole search in plain words: `events with "webhook" in any text …`. */
  words: string;
}

export type Field = 'any' | 'member' | 'category' | 'action' | 'description' | 'id';

/** One term, as query.Term. The window marks what the terms found. */
export interface Term {
  exclude: boolean;
  field: Field;
  /** Found anywhere, not only where a word starts (typed with a leading *). */
  inside: boolean;
  /** Folded, white space runs collapsed. */
  text: string;
}

/**
 * Some events: (those of `token`, less `except`) and `seqs`.
 * seqs ≤ 100,000 and except ≤ 100,000; none of `seqs` is in `token`.
 */
export interface Selection {
  seqs: number[];
  /** From Select; "" for none. */
  token: string;
  except: number[];
}

export interface SelectRequest {
  /** Selects all that match now, and stays what it is: later imports do not
   * enter it. null when `pasted` is given. */
  search: SearchState | null;
  /** event_ids, as pasted, ≤ 4 MiB. Each line is taken as one id; where no
   * event has it, it is split at white space, commas and semicolons, and
   * quotes around an id are dropped. "" when `search` is given. */
  pasted: string;
  /** What is selected so far: it is joined in, so that the answer's token alone
   * names everything. */
  plus: Selection;
}

/** Tokens live until the archive is closed; the program may keep only the
 * newest eight. */
export interface Selected {
  token: string;
  /** Events in it, those of `plus` included. */
  count: number;
  /** Events that match the search, or that the pasted ids name. */
  found: number;
  /** Distinct ids that were pasted. */
  ids: number;
  /** Those of them that no event has: the first 1,000, and how many. */
  missing: string[];
  missingCount: number;
  /** What was selected, in plain words. */
  words: string;
}
