/** Opens the door: the program's own, or, where the window is served without
 * it (`vite dev`, the fake build), the fake. */

import type { Door } from './door';
import { wailsDoor } from './wails';

export { closeWays, type Ways } from './gate';
export { faultWords, toFault, type Door } from './door';
export * from './types';

export function openDoor(): Door | Promise<Door> | null {
  const door = wailsDoor();
  if (door || import.meta.env.MODE === 'production') return door;
  return import('./fake').then(({ fakeDoor }) => fakeDoor());
}
