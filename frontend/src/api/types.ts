/**
 * The contract between the window and the program.
 *
 * Rules that hold for all of it:
 * - No path ever travels from the window to the program. The program opens the
 *   native dialogs itself; what it hands out to be used again is a token.
 * - Every list is a list, never null. Every number is below 2^53.
 * - A time is RFC 3339 in UTC with as many fraction digits as it has
 *   ("2026-08-02T17:39:42.5Z"); "" stands for none.
 * - A zone is an IANA name ("Europe/Paris", "UTC"). The window resolves the
 *   system's zone itself and never sends "" or "Local".
 * - A method that fails rejects with a Fault.
 * - Methods check all they are given and answer a Fault with code "input"
 *   where it is out of bounds (bounds stand beside the fields).
 */

import type { ArchiveInfo, ImportReport, ImportRequest, OpenRequest, TrustRequest, WatchRequest } from './types/archive';
import type { BundleRequest, CheckpointAnswer, CheckpointRequest, FileCheck, JournalPage, JournalRequest } from './types/evidence';
import type { EventDetails } from './types/event';
import type { Copied, CopyRequest, ExportRequest, Written } from './types/out';
import type { HoldAnswer, HoldRequest, PlanAnswer, PlanRequest, PurgeAnswer, PurgeRequest } from './types/retention';
import type { Asked, QueryRequest, QueryResult, Selected, SelectRequest } from './types/search';
import type { AppState, Settings } from './types/settings';

export * from './types/archive';
export * from './types/event';
export * from './types/evidence';
export * from './types/fault';
export * from './types/out';
export * from './types/retention';
export * from './types/search';
export * from './types/settings';
export * from './types/task';

/** The methods of App, with the names they have in Go. None creates, edits or
 * deletes an event. */
export interface Methods {
  State(): Promise<AppState>;
  /** null when cancelled, and for the sample, which a task makes (once) and
   * opens: ask State at its end. Closes the open one only when the other is open. */
  OpenArchive(request: OpenRequest): Promise<ArchiveInfo | null>;
  /** Cancels what runs, then closes. */
  CloseArchive(): Promise<void>;
  /** Agrees to the archive as it is, though it is not as it was known, or makes a
   * new key. Fault "no-key" where the state is agreed to and no key can sign that. */
  Trust(request: TrustRequest): Promise<ArchiveInfo | null>;

  Query(request: QueryRequest): Promise<QueryResult>;
  /** How a text is understood, without asking any archive. Fault "date". */
  Search(text: string, zone: string): Promise<Asked>;
  Select(request: SelectRequest): Promise<Selected>;
  Event(seq: number): Promise<EventDetails>;

  /** A task id; "" when the dialog was cancelled. Each file is one import. */
  Import(request: ImportRequest): Promise<string>;
  /** Newest first. */
  Imports(): Promise<ImportReport[]>;
  /** The rejections that were kept, as text; null when cancelled. */
  SaveRejections(importNumber: number): Promise<Written | null>;
  /** Files that come into the folder are imported, each once, while the archive is
   * open: as tasks of kind "import". false when the dialog was cancelled. */
  Watch(request: WatchRequest): Promise<boolean>;
  /** Returns at once; the task ends with phase "cancelled". */
  Cancel(task: string): Promise<void>;

  Copy(request: CopyRequest): Promise<Copied>;
  /** Opens the native save dialog (activity.csv, activity.json). A task id; ""
   * when cancelled. */
  Export(request: ExportRequest): Promise<string>;
  ShowInFolder(token: string): Promise<void>;
  Purge(request: PurgeRequest): Promise<PurgeAnswer>;
  Plan(request: PlanRequest): Promise<PlanAnswer>;
  Hold(request: HoldRequest): Promise<HoldAnswer>;

  /** A task id; its end has the verdict. */
  Verify(): Promise<string>;
  Journal(request: JournalRequest): Promise<JournalPage>;
  /** Asks for the file in a native dialog. null when cancelled. */
  CheckFile(): Promise<FileCheck | null>;
  /** Asks where to, or for which file. null when cancelled. */
  Checkpoint(request: CheckpointRequest): Promise<CheckpointAnswer | null>;
  /** A task id; its end has the bundle's verdict. "" when a dialog was cancelled.
   * Needs no archive. */
  VerifyBundle(request: BundleRequest): Promise<string>;

  SaveSettings(settings: Settings): Promise<void>;
}
