// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

import type { ArchiveInfo, NewArchiveRequest } from './archives';
import type { BundleCompare, BundleRequest } from './bundle';
import type { AppState } from './calls';
import type { Comparison } from './checkpoints';
import type { Closing } from './closing';
import type { Drop } from './drop';
import type { EventDetails } from './event';
import type { FileCheck, JournalPage, JournalRequest } from './evidence';
import type { Copied, CopyRequest, ExportRequest, Written } from './handout';
import type { HoldPreview, HoldRequest, Holds } from './holds';
import type { ImportOptions } from './imports';
import type { Plan, PurgePreview, Receipts } from './purges';
import type { SearchRequest, SearchResult } from './query';
import type { ImportReport } from './reports';
import type { SearchState } from './search';
import type { MatchingRequest, PastedRequest, Selected } from './selection';
import type { Settings } from './settings';
import type { Task } from './tasks';
import type { TrustRequest } from './trust';
import type { CosignAnswer, CosignRequest, CosignedCheckpoint, CosignedFile, TakenCheckpoint } from './witness';

/**
 * Package window is the program behind the window: Calls has the methods that the page can
 * call, and Window has the open archive, the running tasks and the remembered settings, and
 * receives the events of the desktop. It does not know Wails: the system that shows the window
 * is behind the interface Desktop.
 *
 * The types that travel between the page and the program are declared here, beside the methods
 * that use them; go generate makes the page's frontend/src/api/types from them. These rules
 * hold for all of them:
 *
 * No path ever travels from the page to the program. The program opens the native dialogs
 * itself, and hands out tokens for files that are to be used again. Every list is a list, never
 * null. Every number is below 2^53. A time is RFC 3339 in UTC with as many fraction digits as
 * it has ("2026-08-02T17:39:42.5Z"); "" stands for none. A zone is an IANA name
 * ("Europe/Paris", "UTC"): the page finds the system's zone itself and never sends "" or
 * "Local". A method that fails rejects with a Fault. Methods check all their input, and reject
 * it with a Fault of the code "input" if it is out of the bounds given beside the fields.
 */

/** The methods that the page can call. None creates, edits or deletes an event. */
export interface Methods {
  /**
   * Cancel asks a task to end, and returns at once: the task ends with the phase "cancelled". A
   * task that has already ended stays as it is.
   */
  Cancel(task: string): Promise<void>;
  /** ChangePlan changes the archive's plan. By itself that purges nothing. */
  ChangePlan(plan: Plan): Promise<void>;
  /**
   * CheckFile looks for a file, chosen in a native dialog, among the files that the archive
   * exported or imported. It returns null if the dialog was cancelled.
   */
  CheckFile(): Promise<FileCheck | null>;
  /**
   * ChooseArchive opens an archive chosen in a native dialog. It returns null if the dialog was
   * cancelled.
   */
  ChooseArchive(): Promise<ArchiveInfo | null>;
  /**
   * CloseArchive cancels all running work and closes the archive. The check of an evidence
   * bundle goes on, since it concerns no archive.
   */
  CloseArchive(): Promise<void>;
  /**
   * CompareBundle checks a verified bundle again, by the token of its verdict, and compares it
   * with a key or checkpoint chosen in a native dialog, as well as with everything that it was
   * compared with before. It returns "" if the dialog was cancelled.
   */
  CompareBundle(token: string, against: BundleCompare): Promise<string>;
  /**
   * CompareCheckpoint compares the archive with a saved checkpoint chosen in a native dialog.
   * It returns null if the dialog was cancelled.
   */
  CompareCheckpoint(): Promise<Comparison | null>;
  /** Copy puts the selected events on the clipboard, in the order of the table. */
  Copy(request: CopyRequest): Promise<Copied>;
  /**
   * Cosign cosigns a checkpoint, by the token of LookToCosign, and writes it to a file chosen
   * in a native dialog. It returns null if the dialog was cancelled; then nothing is cosigned.
   */
  Cosign(answer: CosignAnswer): Promise<CosignedFile | null>;
  /** Cosigned returns the last cosigned checkpoint that was taken back, null if there is none. */
  Cosigned(): Promise<CosignedCheckpoint | null>;
  /** Event returns one event in full. */
  Event(seq: number): Promise<EventDetails>;
  /**
   * Export writes the selected events to a file chosen in a native dialog, which proposes
   * activity.csv or activity.json. It runs as a task and returns its id; "" if the dialog was
   * cancelled.
   */
  Export(request: ExportRequest): Promise<string>;
  /**
   * ExportBundle writes an evidence bundle of the selected events to a file chosen in a native
   * dialog. It runs as a task and returns its id; "" if the dialog was cancelled.
   */
  ExportBundle(request: BundleRequest): Promise<string>;
  /** Holds are all holds that were placed. */
  Holds(): Promise<Holds>;
  /**
   * ImportDropped imports dropped files and folders, by the token of the drop, as ImportFiles
   * and ImportFolder do.
   */
  ImportDropped(token: string, how: ImportOptions): Promise<string>;
  /**
   * ImportFiles imports export files chosen in a native dialog. It runs as a task and returns
   * its id; "" if the dialog was cancelled. Each file is an import of its own, but a large
   * number of files is one import. A refused file does not stop the others.
   */
  ImportFiles(how: ImportOptions): Promise<string>;
  /**
   * ImportFolder imports all files of a folder, chosen in a native dialog, as one import. It
   * runs as a task and returns its id; "" if the dialog was cancelled.
   */
  ImportFolder(how: ImportOptions): Promise<string>;
  /** Imports returns all imports of the archive, newest first. */
  Imports(): Promise<ImportReport[]>;
  /** Journal returns a page of the journal, the newest line first. */
  Journal(request: JournalRequest): Promise<JournalPage>;
  /**
   * LookToCosign reads the checkpoint of somebody else, chosen in a native dialog, and rejects
   * it if it must not be cosigned, with the reason. It changes nothing, and returns null if the
   * dialog was cancelled.
   */
  LookToCosign(): Promise<CosignRequest | null>;
  /**
   * NewArchive makes an archive in a folder chosen in a native dialog, and opens it. It returns
   * null if the dialog was cancelled.
   */
  NewArchive(request: NewArchiveRequest): Promise<ArchiveInfo | null>;
  /**
   * OpenBundle opens an encrypted bundle by its passphrase, by the token of the task that found
   * it locked, and verifies it. It runs as a task and returns its id.
   */
  OpenBundle(token: string, passphrase: string): Promise<string>;
  /**
   * OpenBundleWithKey opens an encrypted bundle, by the token of the task that found it locked,
   * with the file of a private key chosen in a native dialog, and verifies it. It runs as a
   * task and returns its id; "" if the dialog was cancelled.
   */
  OpenBundleWithKey(token: string): Promise<string>;
  /**
   * OpenRecent opens a recent archive by its key. As with the other calls that open an archive,
   * the current archive is closed only after the new one is open.
   */
  OpenRecent(key: string): Promise<ArchiveInfo | null>;
  /**
   * OpenSample opens the sample archive, and makes it the first time. It runs as a task and
   * returns its id; call State when the task has ended.
   */
  OpenSample(): Promise<string>;
  /** PlaceHold places a hold and returns its id. */
  PlaceHold(request: HoldRequest): Promise<string>;
  /** PreviewHold returns what a hold on a search would cover. */
  PreviewHold(request: SearchState): Promise<HoldPreview>;
  /**
   * PreviewPlan returns what another plan would make due. It gives no token: nothing can be
   * purged by a plan that is not the archive's.
   */
  PreviewPlan(plan: Plan): Promise<PurgePreview>;
  /** PreviewPurge returns what is due, with a token for exactly that. */
  PreviewPurge(): Promise<PurgePreview>;
  /**
   * Purge purges what a preview showed, by its token, and nothing beyond it. It runs as a task
   * and returns its id. If anything has changed since, it fails with the code "changed".
   */
  Purge(token: string): Promise<string>;
  /** Receipts are the receipts of all purges that were done. */
  Receipts(): Promise<Receipts>;
  /** ReleaseHold releases a hold, by its id, for a reason of 1 to 1,000 characters. */
  ReleaseHold(id: string, reason: string): Promise<void>;
  /**
   * SaveCheckpoint saves a checkpoint to a file chosen in a native dialog. It returns null if
   * the dialog was cancelled.
   */
  SaveCheckpoint(): Promise<Written | null>;
  /**
   * SaveRejections writes the kept rejections of an import, as text, to a file chosen in a
   * native dialog. It returns null if the dialog was cancelled.
   */
  SaveRejections(number: number): Promise<Written | null>;
  /** SaveSettings saves the officer's settings. */
  SaveSettings(request: Settings): Promise<void>;
  /**
   * Search returns a page of a search, as the search field asks for it with every key: a newer
   * search cancels an older search, which then fails with the code "superseded".
   */
  Search(request: SearchRequest): Promise<SearchResult>;
  /**
   * SelectMatching fixes a selection of all events that match now. Later imports do not enter
   * it.
   */
  SelectMatching(request: MatchingRequest): Promise<Selected>;
  /** SelectPasted fixes a selection of the events whose ids were pasted. */
  SelectPasted(request: PastedRequest): Promise<Selected>;
  /** ShowInFolder opens the folder of a written file. */
  ShowInFolder(token: string): Promise<void>;
  /** State returns all that the window needs to draw itself. */
  State(): Promise<AppState>;
  /** StopWatching ends the watching of a folder for the open archive. */
  StopWatching(): Promise<void>;
  /**
   * TakeCosigned takes back a checkpoint that a witness cosigned, chosen in a native dialog. It
   * returns null if the dialog was cancelled.
   */
  TakeCosigned(): Promise<TakenCheckpoint | null>;
  /**
   * Trust agrees to the state of the open archive, if that is not the state that this computer
   * knew, and makes a new key for the archive if requested. It fails with the code "no-key" if
   * the state is agreed to but no key can sign that.
   */
  Trust(request: TrustRequest): Promise<ArchiveInfo | null>;
  /**
   * TrustWitness takes back a checkpoint, by the token of TakeCosigned, with the public key of
   * the witness as the witness sent it: at most 1,000 characters. The witness is known to the
   * archive from then on.
   */
  TrustWitness(token: string, key: string): Promise<TakenCheckpoint | null>;
  /**
   * Verify reads the whole archive, as a task, and returns its id. The task's verdict lists
   * everything that is not as it was written.
   */
  Verify(): Promise<string>;
  /**
   * VerifyBundle checks an evidence bundle chosen in a native dialog. It runs as a task and
   * returns its id; "" if the dialog was cancelled. The task ends with the verdict.
   */
  VerifyBundle(): Promise<string>;
  /**
   * VerifyDropped checks a dropped evidence bundle, by the token of the drop, as VerifyBundle
   * does.
   */
  VerifyDropped(token: string): Promise<string>;
  /**
   * WatchFolder chooses the folder to be watched for the open archive, in a native dialog:
   * files that come into it are imported, each once, while the archive is open, as tasks of
   * kind "import". It returns false if the dialog was cancelled.
   */
  WatchFolder(): Promise<boolean>;
}

/** What the program sends of itself, with what comes along. */
export interface Events {
  /** EventTask reports the progress of long work. */
  task: Task;
  /**
   * EventState reports that AppState changed without a request of the page: by an hourly purge,
   * the end of the check, or a second start with another archive.
   */
  state: null;
  /** EventDrop reports files that were dropped on the window. */
  drop: Drop;
  /**
   * EventClosing reports that the window is to close. The page saves its settings at once, and
   * asks the officer if closing would cancel work under way.
   */
  closing: Closing;
}

export type * from './archives';
export type * from './bundle';
export type * from './calls';
export type * from './checkpoints';
export type * from './closing';
export type * from './drop';
export type * from './event';
export type * from './evidence';
export type * from './facets';
export type * from './faults';
export type * from './gaps';
export type * from './handout';
export type * from './holds';
export type * from './imports';
export type * from './locked';
export type * from './purges';
export type * from './query';
export type * from './redact';
export type * from './reports';
export type * from './search';
export type * from './selection';
export type * from './settings';
export type * from './tasks';
export type * from './trust';
export type * from './witness';
