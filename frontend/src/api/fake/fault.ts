/** What the program answers where it cannot do what it was asked for. */

import type { Fault } from '../types';

export function fault(code: string, message: string, hint: string): Fault {
  return { code, message, hint };
}
