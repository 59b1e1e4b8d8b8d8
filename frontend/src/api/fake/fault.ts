import type { Fault } from '../types';

export function fault(code: string, message: string, hint: string): Fault {
  return { code, message, hint };
}
