// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { BundleVerdict } from './bundle';
import type { Verdict } from './evidence';
import type { Fault } from './faults';
import type { Written } from './handout';
import type { LockedBundle } from './locked';
import type { Receipt } from './purges';
import type { ImportReport } from './reports';

/** A Refused is a file that was not imported, and the reason. */
export interface Refused {
  file: string;
  fault: Fault;
}

/**
 * A Task is long work, as the `task` event reports it: several times a second at most, and once
 * at the end.
 */
export interface Task {
  id: string;
  kind: TaskKind;
  /** Key of the archive that was open when the task began; "" for none. */
  archive: string;
  /**
   * Counts up with each report of this task, since events can arrive out of order. The report
   * that ends a task has the highest number.
   */
  n: number;
  phase: TaskPhase;
  /** The name of the file that it works on. */
  title: string;
  /** The current step: "Reading", "Sealing". */
  stage: string;
  /** The number of the current file of several (from 1). */
  file: number;
  files: number;
  /** Bytes (import) or events (otherwise); total 0 if not known. */
  done: number;
  total: number;
  events: number;
  /** Events a second, and seconds left; -1 if not known. */
  rate: number;
  left: number;
  /** Set if the task failed. */
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
  /** Set when an evidence bundle is encrypted, and was not opened. */
  locked: LockedBundle | null;
}

/** A TaskKind is a kind of work. */
export type TaskKind = 'import' | 'export' | 'bundle' | 'sample' | 'open' | 'purge' | 'verify' | 'verify-bundle';

/** A TaskPhase is the state of a task: under way, or how it ended. */
export type TaskPhase = 'running' | 'done' | 'cancelled' | 'failed';
