// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { Facets } from './facets';
import type { SearchState } from './search';
import type { Selection } from './selection';

/** An Asked is the search as it was understood. */
export interface Asked {
  terms: Term[];
  /** What may be a slip in the text, or "". */
  hint: string;
  /** The whole search in plain words: `events with "webhook" in any text …`. */
  words: string;
}

/** A Field is the part of an event in which a term is searched. */
export type Field = 'any' | 'member' | 'category' | 'action' | 'description' | 'id';

/**
 * A Hit is an event as the table shows it; Event returns the rest. Fields that most events lack
 * are left out if empty: the data of 200 events is read before the first of them is painted.
 */
export interface Hit {
  seq: number;
  actor: string;
  category: string;
  action: string;
  description: string;
  time: string;
  /** The time as the source wrote it, if that differs from `time`. */
  originalTime?: string;
  /** Its event_id belongs to another event with different content, too. */
  conflict?: boolean;
  /**
   * Some text was longer than 4,096 bytes and is cut between characters here; Event returns all
   * of it.
   */
  cut?: boolean;
  /**
   * Why the event cannot be read. Of a damaged event only number, time, member, category and
   * action are known.
   */
  damage?: string;
  /**
   * It is in the selection that SearchRequest.token names (exclusions do not count here; the
   * page knows them).
   */
  selected?: boolean;
}

/** A SearchRequest asks for a page of a search. */
export interface SearchRequest {
  search: SearchState;
  /**
   * Counts up with each Search. A Search is cancelled as "superseded" if one with a higher
   * number came before it, or overtakes it.
   */
  number: number;
  /**
   * Whether facets and histogram are wanted: they depend neither on sort nor on page, so the
   * page asks for them only when another part of the search has changed.
   */
  facets: boolean;
  /** The snapshot whose gaps, in the same zone, the page has already; 0 for none. */
  gapsAt: number;
  /** Whether only the number of matching events is wanted, and not the events. */
  countsOnly: boolean;
  /**
   * The token of an all-matching selection, so that each hit can say whether it is selected; ""
   * for none.
   */
  token: string;
  /**
   * Limits the search to events of this selection; null for no limit. Sent only if features has
   * "selected".
   */
  only: Selection | null;
}

/** A SearchResult is a page of a search, with the data shown beside it. */
export interface SearchResult {
  /** The number of the request. */
  number: number;
  /** Exact number of matching events. */
  total: number;
  /** The number of this page, from 1, and the number of pages (at least 1). */
  page: number;
  pages: number;
  /** At most 200, in order; none if only counts are wanted. */
  hits: Hit[];
  /** null if not requested. */
  facets: Facets | null;
  asked: Asked;
  /** Number of the snapshot that answered. */
  snapshot: number;
}

/** A Term is a term of a search, as query.Term. The page marks the text that terms matched. */
export interface Term {
  exclude: boolean;
  field: Field;
  /** Matches anywhere, not only at the start of a word (typed with a leading *). */
  inside: boolean;
  /** Folded, with runs of white space collapsed. */
  text: string;
}
