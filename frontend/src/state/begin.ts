/** How the window begins. */

import { faultWords, toFault, type Door } from '../api';
import { watchCheck } from './archives';
import { hearBundles } from './bundles';
import { watchCheckpoint, watchMended, watchReadOnly } from './changes';
import { exportEnded } from './exports';
import { importEnded } from './imports';
import { purgeEnded, watchDue } from './retention';
import { Session } from './session';
import { watchDoubt } from './trust';

export type Started = { session: Session } | { problem: string };

/** Starts the session. With a door that is there the program is asked at once. */
export async function begin(door: Door | Promise<Door> | null): Promise<Started> {
  try {
    const open = door instanceof Promise ? await door : door;
    if (!open) return { problem: 'This is the inside of Daybook’s window. Start the program Daybook to use it.' };
    const session = await Session.start(open);
    session.endings.add((task) => importEnded(session, task));
    session.endings.add((task) => exportEnded(session, task));
    session.endings.add((task) => purgeEnded(session, task));
    hearBundles(session);
    watchDue(session);
    watchCheck(session);
    watchDoubt(session);
    watchReadOnly(session);
    watchMended(session);
    watchCheckpoint(session);
    return { session };
  } catch (reason) {
    return { problem: faultWords(toFault(reason)) };
  }
}
