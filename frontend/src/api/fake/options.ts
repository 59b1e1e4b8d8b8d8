import type { Settings } from '../types';
import type { BundleKind } from './bundle';

export interface FakeOptions {
  /** Events in the archive that is open; 0 for no open archive. */
  events: number;
  /** Milliseconds that each answer takes. */
  delay: number;
  /** Milliseconds between two reports of a task. */
  pace: number;
  /** Fills every field with script and markup. */
  hostile: boolean;
  settings: Partial<Settings>;
  /** The findings of the check of all files. */
  problems: string[];
  /** What Verify is to find; "" for nothing. */
  damage: string;
  /** How the archive differs from the state that this computer knew. */
  doubt: string[];
  /** Events that cannot be read until files are imported again. */
  unread: number;
  /** Why the archive can only be read; "" where it can be changed. */
  readOnly: string;
  /** What was found damaged and built again. */
  notices: string[];
  /** That a checkpoint should be saved elsewhere; "" while none should. */
  overdue: string;
  /** Files in the archive's folder that are not its own. */
  foreign: string[];
  /** How many of the files that an import takes in were cut. */
  cut: number;
  /** How many files a folder has that is imported in the place of files; 0 for none. */
  folder: number;
  /** Whether the archive's key is on this computer. */
  hasKey: boolean;
  bundle: BundleKind;
  /** How many files an import takes in, and how many it refuses. */
  taken: number;
  refused: number;
  /** The answer to opening an archive, or an event. */
  trouble: '' | 'held' | 'panic';
}

export const plainSettings: Settings = {
  theme: 'system',
  zone: 'Europe/Paris',
  columns: { member: 0, action: 0, timestamp: 0 },
  allRows: false,
  singleKeys: true,
  importZone: 'UTC',
  dateOrder: 'unknown',
  saved: [],
  last: null,
};
