/** The check of an evidence bundle that is on display. */

import type { BundleVerdict, Task } from '../api';
import { Store } from './store';

export class Bundles {
  /** The check that began last, under way or ended. */
  readonly check = new Store<Task | null>(null);
  /** The verdict of that check, or, while it compares the same bundle again, the
   * verdict before. */
  readonly verdict = new Store<BundleVerdict | null>(null);
  /** The next check is of the same bundle, unless another comes between: while a
   * dialog asks for a file to compare with, a bundle can be dropped. */
  comparing = false;
  private readonly begun = new Set<string>();
  private readonly show: () => void;

  /** `show` brings the check into sight. */
  constructor(show: () => void) {
    this.show = show;
  }

  /** Hears of a check, wherever it was begun: here, or with the program's start. */
  hear(task: Task) {
    if (task.kind !== 'verify-bundle') return;
    if (!this.begun.has(task.id)) {
      this.begun.add(task.id);
      if (!this.comparing || task.title !== this.check.get()?.title) this.verdict.set(null);
      this.comparing = false;
      this.show();
    } else if (this.check.get()?.id !== task.id) return; // another one began since
    if (task.phase !== 'running') this.verdict.set(task.bundle ?? (task.phase === 'cancelled' ? this.verdict.get() : null));
    this.check.set(task);
  }
}
