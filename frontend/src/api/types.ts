// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/**
 * Package window is the program behind the window: Calls has the methods that the page can
 * call, and Window has the open archive, the running tasks and the remembered settings, and
 * receives the events of the desktop. It does not know Wails: the system that shows the window
 * is behind the interface Desktop.
 *
 * The types that travel between the page and the program are declared here, beside the methods
 * that use them; go generate makes the page's frontend/src/api/types.ts from them. These rules
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
   * NewArchive makes an archive in a folder chosen in a native dialog, and opens it. It returns
   * null if the dialog was cancelled.
   */
  NewArchive(request: NewArchiveRequest): Promise<ArchiveInfo | null>;
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
   * Trust agrees to the state of the open archive, if that is not the state that this computer
   * knew, and makes a new key for the archive if requested. It fails with the code "no-key" if
   * the state is agreed to but no key can sign that.
   */
  Trust(request: TrustRequest): Promise<ArchiveInfo | null>;
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

/**
 * An AppState is all that the window needs to draw itself; the page asks for it at the start
 * and after each `state` event.
 */
export interface AppState {
  version: string;
  settings: Settings;
  /** Newest first, at most 12; archives whose folder is gone are left out. */
  recents: Recent[];
  /** null if none is open. */
  archive: ArchiveInfo | null;
  /** Tasks under way. */
  tasks: Task[];
  /**
   * What this version can do beyond the minimum: "selected" (SearchRequest.only), "bundle",
   * "purge".
   */
  features: string[];
  /**
   * Kinds of system whose exports can be imported, as a sentence names them: "the activity
   * feed", "Google Workspace". There are two or more.
   */
  sources: string[];
}

/** An ArchiveInfo describes the open archive. */
export interface ArchiveInfo {
  /** Key of its place, as in Recent. */
  key: string;
  /** A copy of its folder has the same id. */
  id: string;
  name: string;
  /** For display only. */
  path: string;
  plan: Plan;
  events: number;
  conflicts: number;
  /** Times of the first and last event; "" when empty. */
  first: string;
  last: string;
  imports: number;
  snapshot: number;
  /** Root of the tree in hexadecimal; "" when empty. */
  root: string;
  /** Size on disk. */
  bytes: number;
  /** Progress of hashing every file against its seal since it was opened. */
  check: Check;
  /** Problems, one sentence each; at most 200, then the number of the others. */
  problems: string[];
  /** Events that cannot be read, in addition to `events`: no count or page includes them. */
  unread: number;
  /** Why it can only be read; "" if it can be changed. */
  readOnly: string;
  /** Files found damaged and rebuilt since it was opened, one sentence each. */
  notices: string[];
  /** When everything was last verified; "" if never. */
  verified: string;
  /** The last verification in full; null if never. */
  proven: Proven | null;
  /** Time of the next automatic purge, and the number of events due then. */
  nextPurge: string;
  due: number;
  /** Why an automatic purge asks first, one sentence each; then `due` events are due. */
  asks: string[];
  /** What is wrong with the clock, in words; "" if nothing is. */
  clock: string;
  /**
   * How it differs from the state that this computer last knew, one sentence each; then it can
   * only be read until the officer agrees to it.
   */
  doubt: string[];
  /**
   * The folder whose files are imported while this archive is open, for display only; "" for
   * none.
   */
  watched: string;
}

/** An Asked is the search as it was understood. */
export interface Asked {
  terms: Term[];
  /** What may be a slip in the text, or "". */
  hint: string;
  /** The whole search in plain words: `events with "webhook" in any text …`. */
  words: string;
}

/** A Bar is a step of the histogram. */
export interface Bar {
  from: string;
  /** Equal to the next bar's `from`. */
  to: string;
  count: number;
}

/** A BundleCompare is a kind of file that a bundle is compared with. */
export type BundleCompare = '' | 'key' | 'checkpoint';

/** A BundleFact is a statement of a bundle about itself. */
export interface BundleFact {
  name: string;
  text: string;
}

/** A BundleRequest names the events of a bundle, and its purpose. */
export interface BundleRequest {
  selection: Selection;
  /** Gives the order of the events, and the search that the bundle records. */
  search: SearchState;
  /** As typed, ≤ 1,000 characters each, or "". */
  caseName: string;
  purpose: string;
  recipient: string;
}

/** A BundleVerdict is the result of checking an evidence bundle, in the verifier's own words. */
export interface BundleVerdict {
  /** Identifies the bundle for CompareBundle. */
  token: string;
  /** Name without its folder. */
  file: string;
  /**
   * Nothing is wrong, everything requested was compared, the zip is the original, and the
   * signer is known.
   */
  ok: boolean;
  /** Nothing is wrong with the bundle by itself. */
  whole: boolean;
  /**
   * How the signer is known: by a key that was given, by a key that this computer knows, or not
   * at all, as for a bundle that anybody made anew.
   */
  signer: Signer;
  /** Whose key it is, in words; "" if that is not known. */
  signedBy: string;
  /** The files are whole, but their zip is not the original. */
  repacked: boolean;
  /** Warnings to read before relying on the bundle, a sentence each. */
  cautions: string[];
  /** "Whole. Signed by key d8d55e44, which you gave" */
  headline: string;
  /** The first 100 problems; count covers all. */
  problems: string[];
  count: number;
  /** What to do if it is not whole; otherwise "". */
  advice: string;
  /** Why the checkpoint could not be compared; "" if it could. */
  undecided: string;
  /** What a whole bundle says about itself; empty if it is not whole. */
  facts: BundleFact[];
  shows: BundleWords;
  showsNot: BundleWords;
  /** Names of the files that it was compared with; "" for none. */
  key: string;
  keyKnown: boolean;
  checkpoint: string;
  checkpointKnown: boolean;
  /** The whole result as the command line prints it. */
  text: string;
}

/** BundleWords are sentences under a heading. */
export interface BundleWords {
  head: string;
  lines: string[];
}

/** A Check is the progress or the result of checking all files against their seals. */
export type Check = 'running' | 'passed' | 'damaged';

/** Closing is the event that the page receives before the window closes. */
export interface Closing {
  /**
   * Busy is set if closing would cancel work under way: the page asks the officer, and closes
   * again when no work is under way any more.
   */
  busy: boolean;
}

/** A Column is a column by which the table can be ordered. */
export type Column = 'timestamp' | 'member' | 'action' | 'description';

/** ColumnWidths are in CSS pixels. */
export interface ColumnWidths {
  member: number;
  action: number;
  timestamp: number;
}

/** A Comparison is the result of comparing the archive with a checkpoint. */
export interface Comparison {
  /** Name without its folder. */
  file: string;
  /** The archive continues the state of the checkpoint. */
  same: boolean;
  /** What the comparison proves, in plain words; what is wrong if `same` is false. */
  proves: string;
  cannot: string;
  /** Id of the key that signed; "" if no key of the archive did. */
  key: string;
  /** Lines of the journal at that time; 0 if the checkpoint does not say. */
  lines: number;
  thenSize: number;
  thenRoot: string;
  nowSize: number;
  nowRoot: string;
}

/** A Copied describes the text on the clipboard. */
export interface Copied {
  count: number;
  bytes: number;
  /** Events of the archive that cannot be read, and so are not included. */
  unread: number;
  /** Why the journal has no line about this: the archive can only be read; otherwise "". */
  unwritten: string;
}

/** A CopyRequest names the events to copy. */
export interface CopyRequest {
  format: Format;
  selection: Selection;
  /** Gives the order of the events, and the search that the journal records. */
  search: SearchState;
}

/** A Count is the number of events with a value. */
export interface Count {
  value: string;
  count: number;
}

/** A CoveredTime is the span of time of an import's events. */
export interface CoveredTime {
  number: number;
  file: string;
  first: string;
  last: string;
  /** Events that are in the archive. */
  events: number;
  rejected: number;
}

/** A DateOrder is the way to read a date like 03/04/2026. */
export type DateOrder = 'unknown' | 'day-first' | 'month-first';

/**
 * A Drop is a set of files that were dropped on the window. The program keeps their paths under
 * the token; the page asks for zone and date order and calls ImportDropped, or VerifyDropped.
 */
export interface Drop {
  token: string;
  files: DroppedFile[];
}

/** A DroppedFile is a file of a drop. */
export interface DroppedFile {
  name: string;
  bytes: number;
  /** It is an evidence bundle, whole or not: to be verified, not imported. */
  bundle: boolean;
  /** It is a folder, and all its files are one import. */
  folder: boolean;
}

/** An EventDetails is one event in full. */
export interface EventDetails {
  seq: number;
  id: string;
  actor: string;
  category: string;
  action: string;
  description: string;
  time: string;
  /** The catalogue's meaning of the action key; "" outside the catalogue. */
  meaning: string;
  /** The source's own record as JSON text; "" if there was none. */
  details: string;
  /**
   * The time as the source wrote it and how it was read ("no zone: read as UTC"); "" if the
   * source's text equals `time`.
   */
  originalTime: string;
  timeRule: string;
  /** The import that added it. */
  import: ImportReport;
  /** Other events with the same event_id. */
  conflicts: number[];
  /** Leaf hash in hexadecimal, against which the event was checked. */
  leaf: string;
  /** State of the proof in words: "In the signed checkpoint of …". */
  proof: string;
}

/** An ExportRequest names the events to export to a file. */
export interface ExportRequest {
  format: Format;
  selection: Selection;
  /** Gives the order of the events, and the search that the journal records. */
  search: SearchState;
}

/** A Facet gives the number of matching events for each value. */
export interface Facet {
  values: Count[];
  /** Number of values with a match, shown or not. */
  distinct: number;
}

/** Facets are the counts beside a search; each ignores the filter of its own kind. */
export interface Facets {
  /**
   * All categories and action keys of the archive, including those without a match, with count
   * 0; by count, then by value. At most 1,000 each.
   */
  categories: Facet;
  actions: Facet;
  /** Members with a match, and members named by the filter; ≤ 1,000. */
  members: Facet;
  /** Matching events that are marked as conflicts. */
  conflicts: number;
  /**
   * Equal calendar steps (in the search's zone) from the archive's first event to its last,
   * without gaps, including empty steps; ≤ 400. It ignores `range`, but not dates in the text.
   */
  histogram: Bar[];
  /**
   * Where the archive may have gaps, whatever the search; null if the page has that already
   * (see SearchRequest.gapsAt).
   */
  gaps: Gaps | null;
}

/** A Fault is an error in words for an officer. */
export interface Fault {
  /**
   * What the page can act on. It knows "superseded": a newer Search was made, and the answer is
   * dropped; "date": a date in the search text cannot be read, which is shown under the field;
   * "too-many": a copy of more than 1,000 events or 5 MB, for which an export is offered;
   * "doubt": the archive is not as this computer last knew it, and can only be read; "no-key":
   * the archive's private key is not on this computer. Other codes are for tests and reports:
   * the page shows their words.
   */
  code: string;
  /** One sentence: what happened. */
  message: string;
  /** One sentence: what to do. May be "". */
  hint: string;
}

/** A Field is the part of an event in which a term is searched. */
export type Field = 'any' | 'member' | 'category' | 'action' | 'description' | 'id';

/** A FileCheck reports whether the archive exported or imported a file. */
export interface FileCheck {
  /** Name without its folder. */
  name: string;
  sha256: string;
  bytes: number;
  /** The archive exported it. */
  found: boolean;
  lines: JournalLine[];
  /** The imports that it came with, the earliest first; empty if there are none. */
  imports: FileImport[];
}

/** A FileImport is an import that a file came with. */
export interface FileImport {
  /** Number and name of the import. */
  import: number;
  file: string;
  /** The file's path in a folder; "" for a file by itself. */
  in: string;
  read: number;
  added: number;
  when: string;
  user: string;
  /** Why nothing of it was imported; "" if it was read. */
  refused: string;
}

/** A Format is a format in which selected events are written. */
export type Format = 'csv' | 'json';

/** Gaps are the places where the archive may have gaps. */
export interface Gaps {
  /**
   * Runs of days (in the search's zone) without any event, from the archive's first event to
   * its last; the first 1,000. `to` is exclusive.
   */
  quiet: QuietDays[];
  /** Number of days without events, listed or not. */
  days: number;
  /** The span of time of each import's events, both ends included; the newest 1,000. */
  imports: CoveredTime[];
  /** Records that imports rejected, of all imports. */
  rejected: number;
  /** The newest 1,000 purges, and the number of events of all purges. */
  purges: PurgedTime[];
  purged: number;
  /**
   * Why there may be other purges: what is wrong with the journal; '' if nothing is known to be
   * wrong.
   */
  doubt: string;
}

/**
 * A Hit is an event as the table shows it; Event returns the rest. Fields that most events lack
 * are left out if empty: the data of 200 events is read before the first of them is painted.
 */
export interface Hit {
  seq: number;
  actor: string;
  category: string;
  action: string;
  description: string;
  time: string;
  /** The time as the source wrote it, if that differs from `time`. */
  originalTime?: string;
  /** Its event_id belongs to another event with different content, too. */
  conflict?: boolean;
  /**
   * Some text was longer than 4,096 bytes and is cut between characters here; Event returns all
   * of it.
   */
  cut?: boolean;
  /**
   * Why the event cannot be read. Of a damaged event only number, time, member, category and
   * action are known.
   */
  damage?: string;
  /**
   * It is in the selection that SearchRequest.token names (exclusions do not count here; the
   * page knows them).
   */
  selected?: boolean;
}

/** A Hold is a hold in force, or a released hold. */
export interface Hold {
  id: string;
  name: string;
  reason: string;
  words: string;
  placed: string;
  by: string;
  /** Events that it covers now. */
  events: number;
  released: string;
  releasedBy: string;
  releaseReason: string;
}

/** A HoldPreview describes what a hold would cover. */
export interface HoldPreview {
  /** In words, and as the number of events. */
  words: string;
  covers: number;
  /** What may be a slip in the search, or "". */
  hint: string;
}

/** A HoldRequest describes a hold to be placed. */
export interface HoldRequest {
  search: SearchState;
  /** ≤ 100 characters. */
  name: string;
  /** 1 to 1,000 characters. */
  reason: string;
  /** Place the hold even if it covers no event. */
  empty: boolean;
}

/** Holds are all holds that were placed. */
export interface Holds {
  inForce: Hold[];
  /** No longer in force, the last released first. */
  released: Hold[];
}

/** ImportOptions say how to read what a file leaves open. */
export interface ImportOptions {
  /** Zone of times without one. */
  zone: string;
  /** How to read 03/04/2026; unknown rejects an ambiguous date. */
  dateOrder: DateOrder;
}

/** An ImportReport is the result of an import. */
export interface ImportReport {
  number: number;
  /** Name without its folder. */
  file: string;
  /** Kind of system, "Google Workspace". */
  source: string;
  bytes: number;
  sha256: string;
  read: number;
  added: number;
  duplicates: number;
  /** Included in `added`. */
  conflicts: number;
  /** Added events that were older than the plan keeps when they came. */
  due: number;
  rejected: number;
  /** The first 1,000, in Imports and a finished task; none in EventDetails. */
  rejections: Rejection[];
  /** "4 times had no zone and were read as UTC" */
  notes: string[];
  /**
   * The file was cut, or says that more follows, or this may be so; the notes say which. For
   * several files: at least one of them.
   */
  incomplete: boolean;
  /**
   * The files of an import of several, in the order of their paths; otherwise none. Of more
   * than 1,000 files there are 1,000: first those that were refused, had rejections or
   * conflicts, or have notes.
   */
  files: ImportedFile[];
  /** Number of files, 0 for an import of one file. */
  fileCount: number;
  started: string;
  finished: string;
  user: string;
  program: string;
}

/** An ImportedFile is a file of an import of several files. */
export interface ImportedFile {
  /** Its path in the folder, with slashes. */
  file: string;
  bytes: number;
  /** "" if it could not be read. */
  sha256: string;
  source: string;
  read: number;
  added: number;
  duplicates: number;
  conflicts: number;
  rejected: number;
  notes: string[];
  /** Why nothing of it was imported; "" if it was read. */
  refused: string;
}

/** A JournalLine is a line of the journal. */
export interface JournalLine {
  n: number;
  /** "" for a line that cannot be read. */
  kind: string;
  time: string;
  /** The time with the offset and zone of the computer that wrote the line. */
  local: string;
  user: string;
  program: string;
  /** What was done, in one sentence. */
  words: string;
  /** The line's data as JSON; "" if it cannot be read. */
  data: string;
}

/** A JournalPage is a page of the journal. */
export interface JournalPage {
  lines: JournalLine[];
  total: number;
  page: number;
  pages: number;
}

/** A JournalRequest asks for a page of the journal. */
export interface JournalRequest {
  /** From 1, the newest lines first, 100 lines a page. */
  page: number;
}

/** A LastSearch is the search that was last on display, in an archive. */
export interface LastSearch {
  archive: string;
  search: SearchState;
}

/** A MatchingRequest asks for all events that match a search. */
export interface MatchingRequest {
  search: SearchState;
  /** The selection so far: it is included, so that the returned token alone names everything. */
  plus: Selection;
}

/** A NewArchiveRequest describes a new archive. */
export interface NewArchiveRequest {
  /** 1 to 100 characters. */
  name: string;
  plan: Plan;
}

/** A PastedRequest asks for events by their ids. */
export interface PastedRequest {
  /**
   * event_ids, as pasted, ≤ 4 MiB. Each line is taken as one id; if no event has it, the line
   * is split at white space, commas and semicolons, and quotes around an id are dropped.
   */
  pasted: string;
  /** As in MatchingRequest. */
  plus: Selection;
}

/** A Plan determines how long events are kept, by its name; see package retention. */
export type Plan = 'free' | 'starter' | 'pro' | 'scale' | 'enterprise' | 'keep';

/** A Proven is the last verification in the journal. */
export interface Proven {
  time: string;
  user: string;
  root: string;
  events: number;
  problems: number;
}

/** A PurgePreview describes the events that are due, and would be purged. */
export interface PurgePreview {
  /** For Purge; "" if nothing is due. */
  token: string;
  /**
   * Events in the archive, and of these: due; past their time but held; kept because they lie
   * beside events that cannot be read.
   */
  events: number;
  due: number;
  held: number;
  unread: number;
  /** Times of the first and last event that is due; "" if none is. */
  first: string;
  last: string;
  /** Events before this time are past their time; "" if all are kept. */
  cutoff: string;
  /** The oldest events that are due, at most 20. */
  sample: Hit[];
  categories: Count[];
  /** The rule in words: "Pro plan: 30 days". */
  rule: string;
  /** Holds in force that cover no event, each with its title and its words. */
  emptyHolds: string[];
  /** Why the purge asks first, one sentence each. */
  asks: string[];
  /** The clock is before a time that the archive has recorded. */
  clockBehind: boolean;
  /** Files that cannot be read, one sentence each. */
  unreadable: string[];
  /** What no purge can reach, in words. */
  outside: string;
}

/** A PurgedTime is the span of time of a purge's events. */
export interface PurgedTime {
  done: string;
  /** Times of the purged events, both ends included. */
  first: string;
  last: string;
  events: number;
}

/** QuietDays are a run of days without any event. */
export interface QuietDays {
  from: string;
  to: string;
  days: number;
}

/** A Receipt is the record of a purge that was done. */
export interface Receipt {
  /** Line of the journal that planned it; 0 right after the purge. */
  line: number;
  done: string;
  user: string;
  events: number;
  held: number;
  /** Number of ranges in which the events' numbers lie. */
  leaves: number;
  first: string;
  last: string;
  at: string;
  rule: string;
  holds: string[];
}

/** Receipts are the receipts of all purges that were done. */
export interface Receipts {
  /** Newest first. */
  all: Receipt[];
  /** What no purge can reach, in words. */
  outside: string;
}

/** A Recent is an archive that was open before. */
export interface Recent {
  /** Identifies its place: a copy of an archive has the same id, but another key. */
  key: string;
  name: string;
  /** For display only. */
  path: string;
  /** When it was last open. */
  opened: string;
  /** Number of events when it was last closed, imported into or purged. */
  events: number;
}

/** A Refused is a file that was not imported, and the reason. */
export interface Refused {
  file: string;
  fault: Fault;
}

/** A Rejection is a record that was not imported, and the reason. */
export interface Rejection {
  /** "line 12" */
  at: string;
  reason: string;
}

/** A SavedSearch is a search that the officer named. */
export interface SavedSearch {
  /** 1 to 100 characters, unique. */
  name: string;
  /** Id of the archive that it belongs to (it names imports); "" for any archive. */
  archive: string;
  search: SearchState;
}

/** A SearchRequest asks for a page of a search. */
export interface SearchRequest {
  search: SearchState;
  /**
   * Counts up with each Search. A Search is cancelled as "superseded" if one with a higher
   * number came before it, or overtakes it.
   */
  number: number;
  /**
   * Whether facets and histogram are wanted: they depend neither on sort nor on page, so the
   * page asks for them only when another part of the search has changed.
   */
  facets: boolean;
  /** The snapshot whose gaps, in the same zone, the page has already; 0 for none. */
  gapsAt: number;
  /** Whether only the number of matching events is wanted, and not the events. */
  countsOnly: boolean;
  /**
   * The token of an all-matching selection, so that each hit can say whether it is selected; ""
   * for none.
   */
  token: string;
  /**
   * Limits the search to events of this selection; null for no limit. Sent only if features has
   * "selected".
   */
  only: Selection | null;
}

/** A SearchResult is a page of a search, with the data shown beside it. */
export interface SearchResult {
  /** The number of the request. */
  number: number;
  /** Exact number of matching events. */
  total: number;
  /** The number of this page, from 1, and the number of pages (at least 1). */
  page: number;
  pages: number;
  /** At most 200, in order; none if only counts are wanted. */
  hits: Hit[];
  /** null if not requested. */
  facets: Facets | null;
  asked: Asked;
  /** Number of the snapshot that answered. */
  snapshot: number;
}

/**
 * A SearchState is a complete search: the same value serves as saved search, back step,
 * restored window and description of an export.
 */
export interface SearchState {
  /** As typed, ≤ 4,096 characters. */
  text: string;
  /** Matches any of these exact values; empty for no filter. Each list ≤ 1,000. */
  categories: string[];
  /** Action keys, "api_key.created". */
  actions: string[];
  members: string[];
  /** Import numbers. */
  imports: number[];
  conflictsOnly: boolean;
  range: TimeRange;
  /** Zone of the dates in `text`, and of the days of the histogram. */
  zone: string;
  sort: Sort;
  /** From 1. A page past the last gives the last. */
  page: number;
}

/**
 * A Selected is a fixed selection. Tokens live until the archive is closed; the program may
 * keep only the newest eight.
 */
export interface Selected {
  token: string;
  /** Events in it, including those of `plus`. */
  count: number;
  /** Events that match the search, or that the pasted ids name. */
  found: number;
  /** Distinct ids that were pasted. */
  ids: number;
  /** Pasted ids that no event has: the first 1,000, and their number. */
  missing: string[];
  missingCount: number;
  /** What was selected, in plain words. */
  words: string;
}

/**
 * A Selection is a set of events: those of `token` without `except`, and those in `seqs`. seqs
 * ≤ 100,000 and except ≤ 100,000; none of `seqs` is in `token`.
 */
export interface Selection {
  seqs: number[];
  /** From SelectMatching or SelectPasted; "" for none. */
  token: string;
  except: number[];
}

/** Settings are the officer's settings. */
export interface Settings {
  theme: Theme;
  /** IANA name, or "system". */
  zone: string;
  /** Widths in CSS pixels, 0 for the default; the description takes the remaining room. */
  columns: ColumnWidths;
  /** Keep all rows of a page in the document, for assistive technology. */
  allRows: boolean;
  /** Whether keys without Ctrl or Alt ("/" and "?") are shortcuts. Default true. */
  singleKeys: boolean;
  /** Proposed for the next import. */
  importZone: string;
  dateOrder: DateOrder;
  /** At most 200. */
  saved: SavedSearch[];
  /** The search on display when the window closed; null for none. */
  last: LastSearch | null;
}

/**
 * A Signer tells how the signer of a bundle is known: by a key that was given, by a key that
 * this computer knows, or not at all, as for a bundle that anybody made anew.
 */
export type Signer = 'unknown' | 'given' | 'known';

/** A Sort is an order of the table. */
export interface Sort {
  column: Column;
  descending: boolean;
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
}

/** A TaskKind is a kind of work. */
export type TaskKind = 'import' | 'export' | 'bundle' | 'sample' | 'open' | 'purge' | 'verify' | 'verify-bundle';

/** A TaskPhase is the state of a task: under way, or how it ended. */
export type TaskPhase = 'running' | 'done' | 'cancelled' | 'failed';

/** A Term is a term of a search, as query.Term. The page marks the text that terms matched. */
export interface Term {
  exclude: boolean;
  field: Field;
  /** Matches anywhere, not only at the start of a word (typed with a leading *). */
  inside: boolean;
  /** Folded, with runs of white space collapsed. */
  text: string;
}

/** A Theme is the look of the window: light, dark, or that of the system. */
export type Theme = 'system' | 'light' | 'dark';

/** A TimeRange is the time filter. At most one of `hours` and from/to is set. */
export interface TimeRange {
  /** The last n hours before the request; 0 for none. ≤ 87,600. */
  hours: number;
  /** From this time on; "" for open. */
  from: string;
  /** Until just before this time (half open); "" for open. */
  to: string;
}

/** A TrustRequest is the officer's agreement, which nobody but the officer can give. */
export interface TrustRequest {
  /** 1 to 1,000 characters; it goes into the journal. */
  reason: string;
  /** Make a new key for the archive, even if it is not in doubt. */
  newKey: boolean;
}

/** A Verdict is the result of verifying the whole archive. */
export interface Verdict {
  ok: boolean;
  events: number;
  /** Purged events, each covered by a receipt in the journal. */
  purged: number;
  root: string;
  /** Lines of the journal. */
  lines: number;
  /** Why the journal has no line about this, a sentence without its full stop; '' if it has. */
  unrecorded: string;
  /** Events that exist but cannot be read, in addition to `events`. */
  unread: number;
  /** Why the archive can only be read; "" if it can be changed. */
  readOnly: string;
  /** The first 100 problems, one sentence each; count covers all. */
  problems: string[];
  count: number;
  /**
   * What is no longer as first written, by a receipt in the journal: a sentence each, without
   * its full stop.
   */
  notes: string[];
}

/** A Written describes a written file. */
export interface Written {
  /** For ShowInFolder. */
  token: string;
  /** For display only. */
  path: string;
  count: number;
  bytes: number;
  sha256: string;
  /** Events of the archive that cannot be read, and so are not included. */
  unread: number;
  /** Why the journal has no line about this: the archive can only be read; otherwise "". */
  unwritten: string;
}
