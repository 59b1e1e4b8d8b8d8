/** Long work, and what the program tells of itself. */
import type { Fault } from './fault';
import type { ImportReport } from './archive';
import type { BundleVerdict, Verdict } from './evidence';
import type { Written } from './out';
import type { Receipt } from './retention';

export type TaskKind = 'import' | 'export' | 'bundle' | 'sample' | 'open' | 'purge' | 'verify' | 'verify-bundle';
export type TaskPhase = 'running' | 'done' | 'cancelled' | 'failed';

/** Long work, as the `task` event tells of it: several times a second at most,
 * and once at the end. */
export interface Task {
  id: string;
  kind: TaskKind;
  /** Key of the archive that was open when it began; "" for none. */
  archive: string;
  /** Counts up with each report of this task: events can arrive out of order.
   * The report that ends a task has the highest. */
  n: number;
  phase: TaskPhase;
  /** What it works on: a file's name. */
  title: string;
  /** What it does now: "Reading", "Sealing". */
  stage: string;
  /** Of several files, which one (from 1). */
  file: number;
  files: number;
  /** Bytes (import) or events (otherwise); total 0 when not known. */
  done: number;
  total: number;
  events: number;
  /** Events a second, and seconds left; -1 when not known. */
  rate: number;
  left: number;
  /** Set when failed. */
  fault: Fault | null;
  /** An import's finished files, and those refused whole. */
  imports: ImportReport[];
  refused: Refused[];
  /** Set when an export is done. */
  written: Written | null;
  /** Set when a verification is done. */
  verdict: Verdict | null;
  /** Set when a purge is done. */
  receipt: Receipt | null;
  /** Set when an evidence bundle was verified. */
  bundle: BundleVerdict | null;
}

export interface Refused {
  file: string;
  fault: Fault;
}

/** Files were dropped on the window. The program keeps their paths under the
 * token; the window asks for zone and date order and calls Import, or VerifyBundle. */
export interface Drop {
  token: string;
  files: DroppedFile[];
}

export interface DroppedFile {
  name: string;
  bytes: number;
  /** It is an evidence bundle, whole or not: to be verified, not imported. */
  bundle: boolean;
  /** It is a folder, all files of which are one import. */
  folder: boolean;
}

export interface Closing {
  /** Work is under way that closing would cancel, so the window stays open. */
  busy: boolean;
}

/**
 * What the program sends of itself.
 * - task: long work moves on.
 * - state: something of AppState changed without the window asking (an hourly
 *   purge, the end of the check, a second start with another archive).
 * - drop: files were dropped.
 * - closing: the window is to close. The page saves its settings at once, and
 *   asks the officer if that would cancel work under way.
 * - command: an entry of a native menu was chosen; the id is one of the
 *   window's command registry (commands/list.ts).
 */
export interface Events {
  task: Task;
  state: null;
  drop: Drop;
  closing: Closing;
  command: string;
}
