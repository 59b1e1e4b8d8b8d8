/** The selection: by event, so that it survives sort, search and paging. */

import type { Door, Hit, SearchState, Selected, Selection } from '../api';
import { countOf, fromSelected, isPicked, nothing, toSelection, withHits, type Flagged, type Picked } from './picked';
import { Store } from './store';

const mostSteps = 50;

export class Selections {
  readonly picked = new Store<Picked>(nothing);
  /** Whether only the selected events are shown. */
  readonly only = new Store(false);
  /** Brings back a selection that a careless click removed. */
  readonly steps = new Store(0);
  private before: Picked[] = [];
  private readonly door: Door;

  constructor(door: Door) {
    this.door = door;
  }

  reset() {
    this.before = [];
    this.steps.set(0);
    this.only.set(false);
    this.picked.set(nothing);
  }

  /** Made by a plain click alone: the next one may replace it. */
  private casual = false;

  private become(next: Picked, casual = false) {
    const now = this.picked.get();
    this.casual = casual;
    if (next === now) return;
    this.before = [...this.before.slice(-mostSteps), now];
    this.steps.set(this.before.length);
    this.picked.set(next);
    if (countOf(next) === 0) this.only.set(false);
  }

  undo() {
    const last = this.before.pop();
    if (!last) return;
    this.steps.set(this.before.length);
    this.picked.set(last);
    if (countOf(last) === 0) this.only.set(false);
  }

  clear = () => this.become(nothing);

  setHits(hits: Flagged, on: boolean) {
    this.become(withHits(this.picked.get(), hits, on));
  }

  toggle(hit: Hit, token: string) {
    this.setHits({ hits: [hit], token }, !isPicked(this.picked.get(), hit, token));
  }

  /** A plain click selects one event, but never removes a selection that was made
   * on purpose: with checkboxes, keys, ranges or all that match. */
  click(hit: Hit, token: string) {
    if (countOf(this.picked.get()) > 0 && !this.casual) return;
    this.become(withHits(nothing, { hits: [hit], token }, true), true);
  }

  /** Takes some hits in and others out, in one step. */
  change(token: string, on: readonly Hit[], off: readonly Hit[]) {
    this.become(withHits(withHits(this.picked.get(), { hits: off, token }, false), { hits: on, token }, true));
  }

  /** Joins in all that match, fixed as of now. */
  async addMatching(search: SearchState): Promise<Selected> {
    return this.add(await this.door.SelectMatching({ search, plus: this.plus() }));
  }

  async addPasted(pasted: string): Promise<Selected> {
    return this.add(await this.door.SelectPasted({ pasted, plus: this.plus() }));
  }

  private plus(): Selection {
    return toSelection(this.picked.get());
  }

  private add(selected: Selected): Selected {
    if (selected.found > 0) this.become(fromSelected(selected));
    return selected;
  }
}
