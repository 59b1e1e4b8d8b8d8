/** Evidence bundles that somebody handed over, and what checking them found. */

import type { BundleVerdict, Drop, Task } from '../api';
import { tellOff, whyOff } from './changes';
import { Store } from './store';
import type { Session } from './session';

export class Bundles {
  /** The check that began last, under way or ended. */
  readonly check = new Store<Task | null>(null);
  /** What that found, or, while it compares the same bundle, the one before. */
  readonly verdict = new Store<BundleVerdict | null>(null);
  /** The next check to begin is of the same bundle, unless another one comes
   * between: while a dialog asks what to compare with, a bundle can be dropped. */
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

/** Without a token, asks for the bundle in a native dialog. */
export async function verifyBundle(session: Session, dropped = '') {
  session.bundles.comparing = false;
  await session.attempt(() => dropped === '' ? session.door.VerifyBundle() : session.door.VerifyDropped(dropped), { lasting: true });
}

export async function compareBundle(session: Session, compare: 'key' | 'checkpoint') {
  const { bundles } = session;
  const token = bundles.verdict.get()?.token;
  if (token === undefined) return;
  bundles.comparing = true;
  const task = await session.attempt(() => session.door.CompareBundle(token, compare), { lasting: true });
  if (!task) bundles.comparing = false;
}

/** Files that were dropped are imported, a bundle is verified. */
export function dropped(session: Session, drop: Drop) {
  if (!drop.files.some((file) => file.bundle)) {
    if (whyOff(session)) tellOff(session);
    else session.view.open({ kind: 'import', drop });
  } else if (drop.files.length === 1) void verifyBundle(session, drop.token);
  else session.notices.add('error', 'Drop an evidence bundle by itself', 'It is verified, not imported.', [], { lasting: true });
}

/** Tells what a check found whose dialog was closed meanwhile. */
export function bundleEnded(session: Session, task: Task) {
  if (task.kind !== 'verify-bundle' || session.view.dialog.get()?.kind === 'verify-bundle') return;
  const show = { label: 'Show', run: () => session.view.open({ kind: 'verify-bundle' }) };
  if (task.fault) session.notices.fault(task.fault, [], { lasting: true });
  else if (task.bundle) session.notices.add(task.bundle.ok ? 'done' : task.bundle.whole ? 'warn' : 'error', `${task.bundle.file}: ${task.bundle.headline}`, '', [show], { lasting: true });
}
