/** Opens the door: the program's own, or, where the window is served without
 * it (`vite dev`, the fake build), the fake. */

import type { Door } from './door';
import { wailsDoor } from './wails';

export { faultWords, toFault, type Door } from './door';
export * from './types';

export async function openDoor(): Promise<Door | null> {
  const door = wailsDoor();
  if (door) return door;
  if (import.meta.env.MODE === 'production') return null;
  const { fakeDoor } = await import('./fake');
  return fakeDoor();
}
