/** Evidence bundles from others, and the results of checking them. */

import type { Drop, LockedBundle, Task } from '../api';
import { tellOff, whyOff } from './changes';
import type { Session } from './session';

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

/** Opens an encrypted bundle; without a passphrase, asks for the file of a private key. */
export async function openBundle(session: Session, { token }: LockedBundle, passphrase = '') {
  await session.attempt(() => passphrase === '' ? session.door.OpenBundleWithKey(token) : session.door.OpenBundle(token, passphrase), { lasting: true });
}

/** Files that were dropped are imported, a bundle is verified. */
function dropped(session: Session, drop: Drop) {
  if (!drop.files.some((file) => file.bundle)) {
    if (whyOff(session)) tellOff(session);
    else session.view.open({ kind: 'import', drop });
  } else if (drop.files.length === 1) void verifyBundle(session, drop.token);
  else session.notices.add('error', 'Drop an evidence bundle by itself', 'It is verified, not imported.', [], { lasting: true });
}

/** Shows the result of a check whose dialog was closed meanwhile. */
function bundleEnded(session: Session, task: Task) {
  if (task.kind !== 'verify-bundle' || session.view.dialog.get()?.kind === 'verify-bundle') return;
  const show = { label: 'Show', run: () => session.view.open({ kind: 'verify-bundle' }) };
  if (task.locked) session.notices.add('warn', `${task.locked.file} is encrypted`, task.fault?.message ?? '', [show], { lasting: true });
  else if (task.fault) session.notices.fault(task.fault, [], { lasting: true });
  else if (task.bundle) session.notices.add(task.bundle.ok ? 'done' : task.bundle.whole ? 'warn' : 'error', `${task.bundle.file}: ${task.bundle.headline}`, '', [show], { lasting: true });
}

/** Hears of bundles that are dropped, and of checks that end. */
export function hearBundles(session: Session) {
  session.drops.add((drop) => dropped(session, drop));
  session.endings.add((task) => bundleEnded(session, task));
}
