/** Asks the archive as the search changes; the newest answer wins. */

import { toFault, type Door, type Facets, type Fault, type Gaps, type SearchResult, type SearchState, type Selection } from '../api';
import { afterPaint } from './afterPaint';
import { Ahead, type Next, type Question } from './ahead';
import { emptySearch, matchKey, parts } from './search';
import { Store } from './store';

export interface Answer {
  /** The newest answer, and the search and token that it is for. */
  result: SearchResult | null;
  search: SearchState;
  token: string;
  facets: Facets | null;
  /** A date in the text that cannot be read; the result is that of the search before. */
  dateFault: Fault | null;
  fault: Fault | null;
}

/** One way out of an empty result. */
export interface WayOut {
  label: string;
  total: number;
  search: SearchState;
}

/** The question for the counts. */
interface Counted {
  search: SearchState;
  only: Selection | null;
  key: string;
}

interface Wants {
  token: string;
  only: Selection | null;
}

/** Typing on after this many milliseconds is a new step back. */
const pause = 1500;
const mostSteps = 100;
/** An answer that takes longer than this many milliseconds is waited for. */
const patience = 150;

export class Queries {
  readonly search: Store<SearchState>;
  readonly answer: Store<Answer>;
  readonly steps = new Store({ back: 0, forward: 0 });
  /** The newest question has no answer yet, or not all of it. */
  asking = false;
  /** That it has none is worth saying. Most answers come before: what is drawn
   * is then drawn once, with the answer. */
  readonly waiting = new Wait();
  /** That the counts on display are still those of the question before. */
  readonly counting = new Wait();
  /** Told of each answer that is shown. */
  onAnswer: (answer: Answer) => void = () => {};
  /** Told of a fault that leaves rows on display, which do not say it. */
  onFault: (fault: Fault) => void = () => {};
  /** Told when the selection's token is not known any more. */
  onGone: () => void = () => {};
  private readonly door: Door;
  private readonly wants: () => Wants;
  private back: SearchState[] = [];
  private forward: SearchState[] = [];
  /** Counts on from the time, so that a page that was loaded again, for which
   * the program still knows the old numbers, asks with higher ones. */
  private number = Date.now();
  /** Counts the questions of the window, each of one or more Search. */
  private round = 0;
  private facetsFor = '';
  /** The gaps that came last, and what they are of. */
  private gaps: { zone: string; snapshot: number; gaps: Gaps } | null = null;
  /** The counts of the rows on display, if the displayed counts belong to other rows. */
  private owed: Counted | null = null;
  /** Ends when the counts that are asked for have come, or failed. */
  private counted: Promise<void> = Promise.resolve();
  private typedAt = -Infinity;
  private readonly ahead = new Ahead(
    (question) => this.query(question),
    (next) => this.question(next),
  );

  constructor(door: Door, wants: () => Wants) {
    this.door = door;
    this.wants = wants;
    this.search = new Store(emptySearch('UTC'));
    this.answer = new Store(unanswered(emptySearch('UTC')));
  }

  /** Starts afresh, with the archive just opened. */
  start(search: SearchState) {
    this.back = [];
    this.forward = [];
    this.facetsFor = '';
    this.gaps = null;
    this.owed = null;
    this.counting.end();
    this.ahead.expect(null);
    this.search.set(search);
    this.answer.set(unanswered(search));
    this.count();
    return this.ask();
  }

  /** Changes the search and asks. A change of what matches is a step that can be
   * taken back; continuous typing is one step. */
  change(next: SearchState, typing = false): Promise<void> {
    const before = this.search.get();
    if (matchKey(next) !== matchKey(before)) {
      const now = Date.now();
      if (!typing || now - this.typedAt > pause) this.back = [...this.back.slice(-mostSteps), before];
      this.typedAt = typing ? now : -Infinity;
      this.forward = [];
      this.ahead.expect(null);
    }
    this.search.set(next);
    this.count();
    return this.ask();
  }

  goBack() {
    const to = this.back.pop();
    if (!to) return;
    this.forward.push(this.search.get());
    this.go(to);
  }

  goForward() {
    const to = this.forward.pop();
    if (!to) return;
    this.back.push(this.search.get());
    this.go(to);
  }

  private go(to: SearchState) {
    this.typedAt = -Infinity;
    this.search.set({ ...to, zone: this.search.get().zone });
    this.count();
    void this.ask();
  }

  private count() {
    const { back, forward } = this.steps.get();
    if (back === this.back.length && forward === this.forward.length) return;
    this.steps.set({ back: this.back.length, forward: this.forward.length });
  }

  /** Sets the officer's likely next question: its rows are requested while there
   * are no other questions. */
  expect(next: Next | null) {
    this.ahead.expect(next);
  }

  private question(next: Next): Question | null {
    const { result, fault, dateFault } = this.answer.get();
    if (this.asking || !result || result.total === 0 || fault || dateFault) return null;
    const search = next(this.search.get());
    // A range of the last hours begins when it is asked for.
    if (!search || search.range.hours > 0 || search.page > result.pages) return null;
    return { search, facets: false, countsOnly: false, ...this.wants() };
  }

  /** Asks again, counts included: the archive has changed. */
  refresh() {
    this.facetsFor = '';
    return this.ask();
  }

  /** The rows come first: counts, which need more time and more drawing, are
   * asked for after them. Only the first of an archive come with the rows, so
   * that those do not move down when there is something above them. */
  async ask(): Promise<void> {
    const search = this.search.get();
    const round = ++this.round;
    const { token, only } = this.wants();
    const key = matchKey(search) + JSON.stringify(only);
    this.asking = true;
    this.waiting.begin();
    try {
      const question = { search, facets: this.answer.get().facets === null, countsOnly: false, token, only };
      const ahead = this.ahead.take(question);
      const early = ahead && (await ahead);
      if (round !== this.round) return;
      const result = early ?? (await this.query(question));
      if (round !== this.round) return;
      this.waiting.end();
      if (result.facets) this.facetsFor = key;
      this.owed = key === this.facetsFor ? null : { search, only, key };
      if (this.owed) this.counted = this.askCounts(round, this.owed);
      else this.answered();
      this.show({ result, search, token, facets: result.facets ?? this.answer.get().facets, dateFault: null, fault: null });
    } catch (reason) {
      if (round !== this.round) return;
      const fault = toFault(reason);
      this.fail(fault, token);
      // The rows stay, and this question has dropped their counts.
      if (fault.code === 'date' && this.owed) this.counted = this.askCounts(round, this.owed);
    }
  }

  private async askCounts(round: number, { search, only, key }: Counted) {
    this.asking = true;
    this.counting.begin();
    await painted();
    if (round !== this.round) return;
    try {
      const { facets } = await this.query({ search, facets: true, countsOnly: true, token: '', only });
      if (round !== this.round) return;
      this.facetsFor = key;
      this.owed = null;
      this.answered();
      this.answer.update((answer) => ({ ...answer, facets }));
    } catch (reason) {
      if (round === this.round) this.fail(toFault(reason), '');
    }
  }

  /** Where the archive may have gaps is the same for every search of a snapshot in a zone. */
  private async query(question: Question): Promise<SearchResult> {
    const { zone } = question.search;
    const known = this.gaps?.zone === zone ? this.gaps : null;
    const result = await this.door.Search({ ...question, gapsAt: known?.snapshot ?? 0, number: ++this.number });
    const gaps = result.facets?.gaps ?? known?.gaps ?? null;
    if (result.facets?.gaps) this.gaps = { zone, snapshot: result.snapshot, gaps: result.facets.gaps };
    return result.facets ? { ...result, facets: { ...result.facets, gaps } } : result;
  }

  private answered() {
    this.asking = false;
    this.waiting.end();
    if (!this.owed) this.counting.end();
    this.ahead.soon();
  }

  private show(answer: Answer) {
    const page = answer.result?.page ?? 1;
    if (page !== answer.search.page) {
      answer.search = { ...answer.search, page };
      this.search.set(answer.search);
    }
    this.answer.set(answer);
    this.onAnswer(answer);
  }

  private fail(fault: Fault, token: string) {
    this.answered();
    if (fault.code === 'gone' && token !== '') {
      this.onGone();
      return;
    }
    const date = fault.code === 'date';
    const dropped = fault.code === 'superseded';
    this.answer.update((answer) => ({
      ...answer,
      dateFault: date ? fault : null,
      fault: date || dropped ? null : fault,
    }));
    const rows = this.answer.get().result?.hits.length ?? 0;
    if (rows > 0 && !date && !dropped) this.onFault(fault);
  }

  /** For an empty result: the number of matches without each single part of the
   * search, the largest first. Stops, and returns null, when a new search is made. */
  async waysOut(search: SearchState): Promise<WayOut[] | null> {
    const { round } = this;
    await this.counted;
    const found: WayOut[] = [];
    for (const part of parts(search)) {
      if (round !== this.round) return null;
      try {
        const { total } = await this.query({ search: part.without, facets: false, countsOnly: true, token: '', only: null });
        if (total > 0) found.push({ label: part.label, total, search: part.without });
      } catch {
        return null;
      }
    }
    return round === this.round ? found.sort((a, b) => b.total - a.total) : null;
  }
}

/** Waits until all changes so far are painted, if the window is visible. */
function painted(): Promise<void> {
  return new Promise((done) => {
    afterPaint(done);
    setTimeout(done, patience);
  });
}

/** Becomes true when work that was begun has not ended for a while. */
class Wait extends Store<boolean> {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    super(false);
  }

  begin() {
    this.timer ??= setTimeout(() => this.set(true), patience);
  }

  end() {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.set(false);
  }
}

function unanswered(search: SearchState): Answer {
  return { result: null, search, token: '', facets: null, dateFault: null, fault: null };
}
