/** A session over the fake, for tests. */

import { fakeDoor, type FakeDoor, type FakeOptions } from '../api/fake';
import { watchBundles } from '../state/bundles';
import { exportEnded } from '../state/exports';
import { importEnded } from '../state/imports';
import { Session } from '../state/session';

export async function startSession(options: Partial<FakeOptions> = {}): Promise<{ session: Session; door: FakeDoor }> {
  const door = fakeDoor({ events: 900, delay: 0, pace: 1, ...options });
  const session = await Session.start(door);
  watchBundles(session);
  session.endings.add((task) => importEnded(session, task));
  session.endings.add((task) => exportEnded(session, task));
  return { session, door };
}

/** Waits until the newest answer is there. */
export async function settled(session: Session) {
  for (let i = 0; i < 200; i++) {
    await new Promise((done) => setTimeout(done, 2));
    const { result } = session.queries.answer.get();
    if (!session.queries.asking && (result || !session.app.get().archive)) return;
  }
  throw new Error('no answer came');
}
