/** A line of the fake's journal. */

import type { JournalLine } from '../types';
import { lastTime } from './events';

export const now = () => new Date(lastTime).toISOString();

export function line(n: number, kind: string, words: string): JournalLine {
  return {
    n, kind, time: now(), local: '2026-08-04T14:00:00+02:00 CEST', user: 'amelie', program: 'daybook 0.9.0', words,
    data: JSON.stringify({ kind, n }),
  };
}
