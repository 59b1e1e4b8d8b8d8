/** Asks ahead of the officer. */

import type { SearchRequest, SearchResult, SearchState } from '../api';

export type Question = Omit<SearchRequest, 'number' | 'gapsAt'>;

/** The question after a search; null for none. */
export type Next = (now: SearchState) => SearchState | null;

/** Milliseconds without any other question before a question is asked ahead. */
const rest = 50;

/** Holds the answer to the likely next question, so that the round trip to the
 * program is already done when it is asked. It holds at most one answer, and only
 * until any question is asked, as happens when the archive or the selection has
 * changed. */
export class Ahead {
  private readonly query: (question: Question) => Promise<SearchResult>;
  /** The question that a search would be now; null while others are open. */
  private readonly question: (next: Next) => Question | null;
  private next: Next | null = null;
  private held: { key: string; result: Promise<SearchResult | null> } | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(query: Ahead['query'], question: Ahead['question']) {
    this.query = query;
    this.question = question;
  }

  /** Sets the likely next question, which from now on is asked after each answer. */
  expect(next: Next | null) {
    this.next = next;
    this.soon();
  }

  /** Nothing is open any more. */
  soon() {
    clearTimeout(this.timer);
    if (this.next) this.timer = setTimeout(() => this.ask(), rest);
  }

  private ask() {
    const question = this.next && this.question(this.next);
    if (!question) return;
    const key = JSON.stringify(question);
    if (key === this.held?.key) return;
    this.held = { key, result: this.query(question).catch(() => null) };
  }

  /** The answer, if this was asked ahead; it may still be on its way, and null if
   * it failed. Afterwards no answer is held. */
  take(question: Question): Promise<SearchResult | null> | null {
    clearTimeout(this.timer);
    const { held } = this;
    this.held = null;
    return held?.key === JSON.stringify(question) ? held.result : null;
  }
}
