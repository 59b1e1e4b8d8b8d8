// Code generated from backend/window by go generate ./backend/window. DO NOT EDIT.

/**
 * Package window is what stands behind the window: Calls, the methods that its page can call,
 * and Window, which has the archive that is open, the tasks under way and what is remembered,
 * and hears of the desktop. It knows no Wails: whatever shows the window is behind the
 * interface Desktop.
 *
 * What travels between the page and the program is written down here, beside the method that
 * uses it, and for the page in frontend/src/api/types.ts, which go generate makes of it. These
 * rules hold for all of it:
 *
 * No path ever travels from the page to the program. The program opens the native dialogs
 * itself; what it hands out to be used again is a token. Every list is a list, never null.
 * Every number is below 2^53. A time is RFC 3339 in UTC with as many fraction digits as it has
 * ("2026-08-02T17:39:42.5Z"); "" stands for none. A zone is an IANA name ("Europe/Paris",
 * "UTC"): the page finds out the system's zone itself and never sends "" or "Local". A method
 * that fails rejects with a Fault. Methods check all they are given and answer a Fault with the
 * code "input" where it is out of bounds, which stand beside the fields.
 */

/** The methods that the page can call. None creates, edits or deletes an event. */
export interface Methods {
  /**
   * Cancel asks a task to end, and returns at once: the task ends with the phase "cancelled". A
   * task that has ended already stays ended.
   */
  Cancel(task: string): Promise<void>;
  /** ChangePlan makes a plan the archive's. That purges nothing itself. */
  ChangePlan(plan: Plan): Promise<void>;
  /**
   * CheckFile looks for a file, which is chosen in a native dialog, among those that the
   * archive exported, and among those that it imported. It answers null when the dialog was
   * cancelled.
   */
  CheckFile(): Promise<FileCheck | null>;
  /**
   * ChooseArchive opens an archive that is chosen in a native dialog. It answers null when that
   * was cancelled.
   */
  ChooseArchive(): Promise<ArchiveInfo | null>;
  /**
   * CloseArchive cancels what runs, but for the check of a bundle, which is about no archive,
   * and closes the archive.
   */
  CloseArchive(): Promise<void>;
  /**
   * CompareBundle checks a bundle that was verified once more, and against a key or a
   * checkpoint that a native dialog names, by the token of the verdict. What the bundle was
   * compared with before, it is compared with again. It answers "" when the dialog was
   * cancelled.
   */
  CompareBundle(token: string, against: BundleCompare): Promise<string>;
  /**
   * CompareCheckpoint compares the archive with a checkpoint that was saved, which a native
   * dialog names. It answers null when that was cancelled.
   */
  CompareCheckpoint(): Promise<Comparison | null>;
  /** Copy puts the selected events on the clipboard, in the order of the table. */
  Copy(request: CopyRequest): Promise<Copied>;
  /** Event is one event in full. */
  Event(seq: number): Promise<EventDetails>;
  /**
   * Export writes the selected events to a file that is chosen in a native dialog, which
   * proposes activity.csv or activity.json, as a task whose id it answers; "" when the dialog
   * was cancelled.
   */
  Export(request: ExportRequest): Promise<string>;
  /**
   * ExportBundle writes an evidence bundle of the selected events to a file that is chosen in a
   * native dialog, as a task whose id it answers; "" when the dialog was cancelled.
   */
  ExportBundle(request: BundleRequest): Promise<string>;
  /** Holds are all that were placed. */
  Holds(): Promise<Holds>;
  /**
   * ImportDropped takes in what was dropped, by the token of a drop, as ImportFiles and
   * ImportFolder take in what is chosen.
   */
  ImportDropped(token: string, how: ImportOptions): Promise<string>;
  /**
   * ImportFiles takes export files in that are chosen in a native dialog, as a task whose id it
   * answers; "" when the dialog was cancelled. Each file is an import of its own, but many
   * files are one; what is refused does not stop the others.
   */
  ImportFiles(how: ImportOptions): Promise<string>;
  /**
   * ImportFolder takes all files of a folder in, which is chosen in a native dialog, as one
   * import: a task whose id it answers; "" when the dialog was cancelled.
   */
  ImportFolder(how: ImportOptions): Promise<string>;
  /** Imports are all imports of the archive, newest first. */
  Imports(): Promise<ImportReport[]>;
  /** Journal is a page of the journal, the newest line first. */
  Journal(request: JournalRequest): Promise<JournalPage>;
  /**
   * NewArchive makes an archive in a folder that is chosen in a native dialog, and opens it. It
   * answers null when that was cancelled.
   */
  NewArchive(request: NewArchiveRequest): Promise<ArchiveInfo | null>;
  /**
   * OpenRecent opens a recent archive, by its key. Here as in the others, the archive that is
   * open is closed only when the other is open.
   */
  OpenRecent(key: string): Promise<ArchiveInfo | null>;
  /**
   * OpenSample makes the sample, the first time, and opens it: as a task, whose id it answers.
   * Ask State at its end.
   */
  OpenSample(): Promise<string>;
  /** PlaceHold places a hold and answers its id. */
  PlaceHold(request: HoldRequest): Promise<string>;
  /** PreviewHold tells what a hold on a search would cover. */
  PreviewHold(request: SearchState): Promise<HoldPreview>;
  /**
   * PreviewPlan tells what another plan would make due. No token comes with it: nothing can be
   * purged by a plan that is not the archive's.
   */
  PreviewPlan(plan: Plan): Promise<PurgePreview>;
  /** PreviewPurge tells what is due, with the token of just that. */
  PreviewPurge(): Promise<PurgePreview>;
  /**
   * Purge purges what a preview showed, by its token, and nothing else: as a task, whose id it
   * answers. What has changed since fails it with the code "changed".
   */
  Purge(token: string): Promise<string>;
  /** Receipts are of all purges that were done. */
  Receipts(): Promise<Receipts>;
  /** ReleaseHold releases a hold, by its id, for a reason of 1 to 1,000 characters. */
  ReleaseHold(id: string, reason: string): Promise<void>;
  /**
   * SaveCheckpoint saves a checkpoint to a file that a native dialog names. It answers null
   * when that was cancelled.
   */
  SaveCheckpoint(): Promise<Written | null>;
  /**
   * SaveRejections writes what was kept of what an import rejected, as text, to a file that is
   * chosen in a native dialog. It answers null when that was cancelled.
   */
  SaveRejections(number: number): Promise<Written | null>;
  /** SaveSettings keeps the officer's wishes. */
  SaveSettings(request: Settings): Promise<void>;
  /**
   * Search answers one page of a search, as the search field asks for it while somebody types:
   * a newer one cancels an older one, which then fails with the code "superseded".
   */
  Search(request: SearchRequest): Promise<SearchResult>;
  /**
   * SelectMatching fixes a selection of all that match now. It stays what it is: later imports
   * do not enter it.
   */
  SelectMatching(request: MatchingRequest): Promise<Selected>;
  /** SelectPasted fixes a selection of the events whose ids were pasted. */
  SelectPasted(request: PastedRequest): Promise<Selected>;
  /** ShowInFolder opens the folder of a file that was written. */
  ShowInFolder(token: string): Promise<void>;
  /** State is all that the window needs to draw itself. */
  State(): Promise<AppState>;
  /** StopWatching watches no folder for the open archive any more. */
  StopWatching(): Promise<void>;
  /**
   * Trust agrees to the state that the open archive is in, where it is not the one that this
   * computer knew, and makes a new key for it where that is asked for. It fails with the code
   * "no-key" where the state is agreed to and no key can sign that.
   */
  Trust(request: TrustRequest): Promise<ArchiveInfo | null>;
  /**
   * Verify reads the whole archive, as a task whose id it answers, and whose verdict says what
   * is not as it was written.
   */
  Verify(): Promise<string>;
  /**
   * VerifyBundle checks an evidence bundle that is chosen in a native dialog, as a task whose
   * id it answers; "" when the dialog was cancelled. The task's end has the verdict.
   */
  VerifyBundle(): Promise<string>;
  /**
   * VerifyDropped checks an evidence bundle that was dropped, by the token of the drop, as
   * VerifyBundle checks one that is chosen.
   */
  VerifyDropped(token: string): Promise<string>;
  /**
   * WatchFolder chooses the folder that is watched for the open archive, in a native dialog:
   * files that come into it are imported, each once, while the archive is open, as tasks of
   * kind "import". It answers false when the dialog was cancelled.
   */
  WatchFolder(): Promise<boolean>;
}

/** What the program sends of itself, with what comes along. */
export interface Events {
  /** EventTask is that long work moves on. */
  task: Task;
  /**
   * EventState is that something of AppState changed without the page asking: an hourly purge,
   * the end of the check, a second start with another archive.
   */
  state: null;
  /** EventDrop is that files were dropped on the window. */
  drop: Drop;
  /**
   * EventClosing is that the window is to close. The page saves its settings at once, and asks
   * the officer if that would cancel work under way.
   */
  closing: Closing;
}

/**
 * An AppState is all that the window needs to draw itself; it is asked for at the start and
 * after each `state` event.
 */
export interface AppState {
  version: string;
  settings: Settings;
  /** Newest first, at most 12; those whose folder is gone are left out. */
  recents: Recent[];
  /** null when none is open. */
  archive: ArchiveInfo | null;
  /** What runs now. */
  tasks: Task[];
  /**
   * What this version can do beyond the least: "selected" SearchRequest.only, "bundle",
   * "purge".
   */
  features: string[];
  /**
   * Kinds of system whose exports can be imported, as a sentence names them: "the activity
   * feed", "Google Workspace". There are two or more.
   */
  sources: string[];
}

/** An ArchiveInfo is what the page knows of the archive that is open. */
export interface ArchiveInfo {
  /** Of its place, as of a recent archive. */
  key: string;
  /** The same in a copy of its folder. */
  id: string;
  name: string;
  /** For reading only. */
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
  /** Whether every file was hashed against its seal since it was opened. */
  check: Check;
  /** What is wrong, one sentence each; at most 200, and then how many more. */
  problems: string[];
  /** Events that cannot be read, beside `events`: they are in no count and on no page. */
  unread: number;
  /** Why it can only be read; "" where it can be changed. */
  readOnly: string;
  /** What was found damaged and built again since it was opened, one sentence each. */
  notices: string[];
  /** When everything was last verified; "" for never. */
  verified: string;
  /** The same in full; null for never. */
  proven: Proven | null;
  /** The next automatic purge and how many events are due then. */
  nextPurge: string;
  due: number;
  /** Why a purge by itself asks first, one sentence each; then `due` are due. */
  asks: string[];
  /** What is wrong with the clock, in words; "" when nothing is. */
  clock: string;
  /**
   * How it is not as this computer last knew it, one sentence each; then it is only read until
   * the officer agrees to it.
   */
  doubt: string[];
  /**
   * The folder whose files are taken in while this archive is open, for reading only; "" for
   * none.
   */
  watched: string;
}

/** An Asked is how the search text was understood. */
export interface Asked {
  terms: Term[];
  /** What of the text may be a slip, or "". */
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

/** A BundleCompare is what a bundle is compared with beside itself. */
export type BundleCompare = '' | 'key' | 'checkpoint';

/** A BundleFact is what a bundle says of itself. */
export interface BundleFact {
  name: string;
  text: string;
}

/** A BundleRequest says of which events a bundle is made, and what it is for. */
export interface BundleRequest {
  selection: Selection;
  /** Gives the order, and what the bundle says was asked. */
  search: SearchState;
  /** As typed, ≤ 1,000 characters each, or "". */
  caseName: string;
  purpose: string;
  recipient: string;
}

/** A BundleVerdict is what the check of an evidence bundle found, in the verifier's own words. */
export interface BundleVerdict {
  /** To compare the bundle with something. */
  token: string;
  /** Without its folder. */
  file: string;
  /**
   * Nothing is wrong, all that was asked for was compared, the zip is the one that was written,
   * and it is known who signed.
   */
  ok: boolean;
  /** Nothing is wrong with the bundle by itself. */
  whole: boolean;
  /**
   * Why it is known who signed: a key that was given, one that this computer knows, or not at
   * all, as of a bundle that anybody made anew.
   */
  signer: Signer;
  /** Whose the key is, in words; "" where that is not known. */
  signedBy: string;
  /** The files are whole, in a zip that is not the one that was written. */
  repacked: boolean;
  /** What is to be known before it is relied on, a sentence each. */
  cautions: string[];
  /** "Whole. Signed by key d8d55e44, which you gave" */
  headline: string;
  /** The first 100; count is of all. */
  problems: string[];
  count: number;
  /** What to do where it is not whole, otherwise "". */
  advice: string;
  /** Why the checkpoint could not be compared; "" where it could. */
  undecided: string;
  /** What a whole bundle says of itself; nothing where it is not whole. */
  facts: BundleFact[];
  shows: BundleWords;
  showsNot: BundleWords;
  /** Names of the files it was compared with; "" for none. */
  key: string;
  keyKnown: boolean;
  checkpoint: string;
  checkpointKnown: boolean;
  /** All of it as the command line prints it. */
  text: string;
}

/** BundleWords are sentences below a heading. */
export interface BundleWords {
  head: string;
  lines: string[];
}

/** A Check is how far the check of all files against their seals is, or how it ended. */
export type Check = 'running' | 'passed' | 'damaged';

/** Closing is what the window is told before it closes. */
export interface Closing {
  /**
   * Busy is set if work is under way that closing would cancel: the window asks the officer,
   * and closes again when nothing is under way any more.
   */
  busy: boolean;
}

/** A Column is what the table can be ordered by. */
export type Column = 'timestamp' | 'member' | 'action' | 'description';

/** ColumnWidths are in CSS pixels. */
export interface ColumnWidths {
  member: number;
  action: number;
  timestamp: number;
}

/** A Comparison is how the archive stands to a checkpoint. */
export interface Comparison {
  /** Without its folder. */
  file: string;
  /** The archive continues what it was then. */
  same: boolean;
  /** In plain words; what is wrong if it is not the same. */
  proves: string;
  cannot: string;
  /** Id of the key that signed; "" if none of the archive did. */
  key: string;
  /** Lines of the journal then; 0 when the checkpoint does not say. */
  lines: number;
  thenSize: number;
  thenRoot: string;
  nowSize: number;
  nowRoot: string;
}

/** A Copied is what is on the clipboard. */
export interface Copied {
  count: number;
  bytes: number;
  /** Events of the archive that cannot be read, and so are not in it. */
  unread: number;
  /** Why the journal has no line of it: the archive can only be read; otherwise "". */
  unwritten: string;
}

/** A CopyRequest says which events are copied. */
export interface CopyRequest {
  format: Format;
  selection: Selection;
  /** Gives the order, and what the journal says was asked. */
  search: SearchState;
}

/** A Count is how many events have a value. */
export interface Count {
  value: string;
  count: number;
}

/** A CoveredTime is the time that the events of an import are about. */
export interface CoveredTime {
  number: number;
  file: string;
  first: string;
  last: string;
  /** That are in the archive. */
  events: number;
  rejected: number;
}

/** A DateOrder is how a date like 03/04/2026 is read. */
export type DateOrder = 'unknown' | 'day-first' | 'month-first';

/**
 * A Drop is files that were dropped on the window. The program keeps their paths under the
 * token; the window asks for zone and date order and calls ImportDropped, or VerifyDropped.
 */
export interface Drop {
  token: string;
  files: DroppedFile[];
}

/** A DroppedFile is one of the files of a drop. */
export interface DroppedFile {
  name: string;
  bytes: number;
  /** It is an evidence bundle, whole or not: to be verified, not imported. */
  bundle: boolean;
  /** It is a folder, all files of which are one import. */
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
  /** The source's own record as JSON text, "" where there was none. */
  details: string;
  /**
   * The time as the source wrote it and how it was read ("no zone: read as UTC"); "" where the
   * source's text equals `time`.
   */
  originalTime: string;
  timeRule: string;
  /** The import that brought it. */
  import: ImportReport;
  /** Other events with the same event_id. */
  conflicts: number[];
  /** Leaf hash in hexadecimal, that the event was checked against. */
  leaf: string;
  /** State of the proof in words: "In the signed checkpoint of …". */
  proof: string;
}

/** An ExportRequest says which events are exported as a file. */
export interface ExportRequest {
  format: Format;
  selection: Selection;
  /** Gives the order, and what the journal says was asked. */
  search: SearchState;
}

/** A Facet is how many events match for each value. */
export interface Facet {
  values: Count[];
  /** How many values have a match, shown or not. */
  distinct: number;
}

/** Facets are the counts beside a search; each ignores the filter of its own kind. */
export interface Facets {
  /**
   * All categories and action keys of the archive, those without a match with count 0; by
   * count, then by value. At most 1,000 each.
   */
  categories: Facet;
  actions: Facet;
  /** Members with a match, and those that the filter names; ≤ 1,000. */
  members: Facet;
  /** Events that match and are marked as conflicts. */
  conflicts: number;
  /**
   * Equal steps of the calendar (in the search's zone) from the archive's first event to its
   * last, without gaps, empty ones included; ≤ 400. It ignores `range`, but not dates in the
   * text.
   */
  histogram: Bar[];
  /**
   * Where the archive may have gaps, whatever was asked; null where that is known (see
   * SearchRequest.gapsAt).
   */
  gaps: Gaps | null;
}

/** A Fault is what went wrong, in words for an officer. */
export interface Fault {
  /**
   * What the page can act on. It knows "superseded": a newer Search was asked, and the answer
   * is dropped; "date": a date in the search text cannot be read, which is said under the
   * field; "too-many": a copy of more than 1,000 events or 5 MB, for which an export is
   * offered; "doubt": the archive is not as this computer last knew it, and is only read;
   * "no-key": the archive's private key is not on this computer. Other codes are for tests and
   * reports: their words are shown.
   */
  code: string;
  /** One sentence: what happened. */
  message: string;
  /** One sentence: what to do. May be "". */
  hint: string;
}

/** A Field is where a term is looked for. */
export type Field = 'any' | 'member' | 'category' | 'action' | 'description' | 'id';

/** A FileCheck says whether a file is one that the archive exported. */
export interface FileCheck {
  /** Without its folder. */
  name: string;
  sha256: string;
  bytes: number;
  /** The archive exported it. */
  found: boolean;
  lines: JournalLine[];
  /** Where it came in, the first time first; none if it did not. */
  imports: FileImport[];
}

/** A FileImport is where a file came into the archive. */
export interface FileImport {
  /** Number of the import, and what it is called. */
  import: number;
  file: string;
  /** The file's path in a folder; "" for a file by itself. */
  in: string;
  read: number;
  added: number;
  when: string;
  user: string;
  /** Why nothing of it was taken in; "" where it was read. */
  refused: string;
}

/** A Format is what selected events are written as. */
export type Format = 'csv' | 'json';

/** Gaps are where the archive may have gaps. */
export interface Gaps {
  /**
   * Runs of days (of the search's zone) without any event, from the archive's first event to
   * its last; the first 1,000. `to` is not within.
   */
  quiet: QuietDays[];
  /** How many days are without, listed or not. */
  days: number;
  /** The time that the events of each import are about, both within it; the newest 1,000. */
  imports: CoveredTime[];
  /** Records that no import took. */
  rejected: number;
  /** What was purged: the newest 1,000 purges, and events of all of them. */
  purges: PurgedTime[];
  purged: number;
  /**
   * Why there may be purges beside these: what is wrong with the journal; '' if nothing is
   * known to be.
   */
  doubt: string;
}

/**
 * A Hit is one event as the table shows it; Event gives the rest. What most events do not have
 * is missing where they do not: what is said of 200 events is read before the first of them is
 * painted.
 */
export interface Hit {
  seq: number;
  actor: string;
  category: string;
  action: string;
  description: string;
  time: string;
  /** The time as the source wrote it, where that does not equal `time`. */
  originalTime?: string;
  /** Has the event_id of another event with different content. */
  conflict?: boolean;
  /**
   * Some text was longer than 4,096 bytes and is cut at a character here; Event gives all of
   * it.
   */
  cut?: boolean;
  /**
   * Why the event cannot be read. Of a damaged one, only number, time, member, category and
   * action are known.
   */
  damage?: string;
  /**
   * Is in the selection that SearchRequest.token names (exclusions do not count here; the
   * window knows them).
   */
  selected?: boolean;
}

/** A Hold is a hold in force, or one that was released. */
export interface Hold {
  id: string;
  name: string;
  reason: string;
  words: string;
  placed: string;
  by: string;
  /** That it covers now. */
  events: number;
  released: string;
  releasedBy: string;
  releaseReason: string;
}

/** A HoldPreview is what a hold would cover. */
export interface HoldPreview {
  /** In words, and in events. */
  words: string;
  covers: number;
  /** What of the search may be a slip, or "". */
  hint: string;
}

/** A HoldRequest says what is to be held, and why. */
export interface HoldRequest {
  search: SearchState;
  /** ≤ 100 characters. */
  name: string;
  /** 1 to 1,000 characters. */
  reason: string;
  /** Whether the hold is placed although it covers no event. */
  empty: boolean;
}

/** Holds are all that were placed. */
export interface Holds {
  inForce: Hold[];
  /** No longer in force, the last released first. */
  released: Hold[];
}

/** ImportOptions say how what a file leaves open is read. */
export interface ImportOptions {
  /** Zone of times that name none. */
  zone: string;
  /** How 03/04/2026 is read; unknown rejects an ambiguous one. */
  dateOrder: DateOrder;
}

/** An ImportReport is what came of an import. */
export interface ImportReport {
  number: number;
  /** Name without folder. */
  file: string;
  /** Kind of system, "Google Workspace". */
  source: string;
  bytes: number;
  sha256: string;
  read: number;
  added: number;
  duplicates: number;
  /** Counted within `added`. */
  conflicts: number;
  /** Of the added: past what the plan keeps as they came. */
  due: number;
  rejected: number;
  /** The first 1,000 with Imports and a finished task; none in EventDetails. */
  rejections: Rejection[];
  /** "4 times had no zone and were read as UTC" */
  notes: string[];
  /**
   * The file was cut or says that more follows, or may be; the notes tell. Of several files:
   * one of them.
   */
  incomplete: boolean;
  /**
   * Where it is of several files, these in the order of their paths; otherwise none. Of more
   * than 1,000 files there are 1,000, and first those that were refused, rejected from, in
   * conflict, or have notes.
   */
  files: ImportedFile[];
  /** How many there were, 0 where it is of one. */
  fileCount: number;
  started: string;
  finished: string;
  user: string;
  program: string;
}

/** An ImportedFile is one of several files that are one import. */
export interface ImportedFile {
  /** Its path in the folder, with slashes. */
  file: string;
  bytes: number;
  /** "" where it could not be read. */
  sha256: string;
  source: string;
  read: number;
  added: number;
  duplicates: number;
  conflicts: number;
  rejected: number;
  notes: string[];
  /** Why nothing of it was taken in; "" where it was read. */
  refused: string;
}

/** A JournalLine is a line of the journal. */
export interface JournalLine {
  n: number;
  /** "" for a line that cannot be read. */
  kind: string;
  time: string;
  /** The same with the offset and zone of the computer that wrote it. */
  local: string;
  user: string;
  program: string;
  /** What was done, in one sentence. */
  words: string;
  /** All that the line says, as JSON; "" if it cannot be read. */
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
  /** From 1, the newest lines first, 100 a page. */
  page: number;
}

/** A LastSearch is the search that was on display last, in an archive. */
export interface LastSearch {
  archive: string;
  search: SearchState;
}

/** A MatchingRequest asks for all that match a search. */
export interface MatchingRequest {
  search: SearchState;
  /**
   * What is selected so far: it is joined in, so that the answer's token alone names
   * everything.
   */
  plus: Selection;
}

/** A NewArchiveRequest says what a new archive is to be. */
export interface NewArchiveRequest {
  /** 1 to 100 characters. */
  name: string;
  plan: Plan;
}

/** A PastedRequest asks for events by their ids. */
export interface PastedRequest {
  /**
   * event_ids, as pasted, ≤ 4 MiB. Each line is taken as one id; where no event has it, it is
   * split at white space, commas and semicolons, and quotes around an id are dropped.
   */
  pasted: string;
  /** As in MatchingRequest. */
  plus: Selection;
}

/** A Plan is how long events are kept, by the name of the plan; see package retention. */
export type Plan = 'free' | 'starter' | 'pro' | 'scale' | 'enterprise' | 'keep';

/** A Proven is the last verification that the journal knows of. */
export interface Proven {
  time: string;
  user: string;
  root: string;
  events: number;
  problems: number;
}

/** A PurgePreview is what is due, and would be purged. */
export interface PurgePreview {
  /** For Purge; "" when nothing is due. */
  token: string;
  /**
   * In the archive, and of them: due; past their time and held; lying beside some that cannot
   * be read, and so kept.
   */
  events: number;
  due: number;
  held: number;
  unread: number;
  /** Times of the first and the last that are due; "" when none is. */
  first: string;
  last: string;
  /** What happened until then is past its time; "" when all is kept. */
  cutoff: string;
  /** The oldest that are due, at most 20. */
  sample: Hit[];
  categories: Count[];
  /** The rule in words: "Pro plan: 30 days". */
  rule: string;
  /** Holds in force that cover no event, each with its title and its words. */
  emptyHolds: string[];
  /** Why it asks before it purges, one sentence each. */
  asks: string[];
  /** The clock is before what the archive remembers. */
  clockBehind: boolean;
  /** What cannot be read, one sentence each. */
  unreadable: string[];
  /** What no purge can reach, in words. */
  outside: string;
}

/** A PurgedTime is the time that the events of a purge were about. */
export interface PurgedTime {
  done: string;
  /** Of the events that are gone, both within it. */
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

/** A Receipt is of a purge that was done. */
export interface Receipt {
  /** Line of the journal that planned it; 0 right after it. */
  line: number;
  done: string;
  user: string;
  events: number;
  held: number;
  /** In how many ranges the events' numbers lie. */
  leaves: number;
  first: string;
  last: string;
  at: string;
  rule: string;
  holds: string[];
}

/** Receipts are of all purges that were done. */
export interface Receipts {
  /** The newest first. */
  all: Receipt[];
  /** What no purge can reach, in words. */
  outside: string;
}

/** A Recent is an archive that was open before. */
export interface Recent {
  /** Names its place: a copy of an archive has its id, but not its key. */
  key: string;
  name: string;
  /** For reading only. */
  path: string;
  /** When it was last open. */
  opened: string;
  /** When it was last closed, imported into or purged. */
  events: number;
}

/** A Refused is a file that was not taken in, and why. */
export interface Refused {
  file: string;
  fault: Fault;
}

/** A Rejection is a record that was not taken in, and why. */
export interface Rejection {
  /** "line 12" */
  at: string;
  reason: string;
}

/** A SavedSearch is a search that the officer named. */
export interface SavedSearch {
  /** 1 to 100 characters, unique. */
  name: string;
  /** Id of the archive it is for (it names imports); "" for any. */
  archive: string;
  search: SearchState;
}

/** A SearchRequest asks for a page of a search. */
export interface SearchRequest {
  search: SearchState;
  /**
   * Counts up with each Query. A Query with a lower number than one that has come already, or
   * that a later one overtakes, is cancelled: "superseded".
   */
  number: number;
  /**
   * Whether facets and histogram are wanted: they depend neither on sort nor on page, so the
   * window asks for them only when something else changed.
   */
  facets: boolean;
  /** The snapshot whose gaps, in the same zone, the window has already; 0 for none. */
  gapsAt: number;
  /** Whether the events are not wanted, only how many match. */
  countsOnly: boolean;
  /**
   * The token of an all-matching selection, so that each hit can say whether it is in it; ""
   * for none.
   */
  token: string;
  /**
   * Shows only events of this selection (and of the search); null for all. Sent only if
   * features has "selected".
   */
  only: Selection | null;
}

/** A SearchResult is one page of a search, with what there is beside it. */
export interface SearchResult {
  /** That of the request. */
  number: number;
  /** Exact number of events that match. */
  total: number;
  /** The page these hits are, from 1, and how many there are (at least 1). */
  page: number;
  pages: number;
  /** At most 200, in order; none if only counts are wanted. */
  hits: Hit[];
  /** null if not asked for. */
  facets: Facets | null;
  asked: Asked;
  /** Number of the snapshot that answered. */
  snapshot: number;
}

/**
 * A SearchState is what is asked of the archive: the one value that is the saved search, the
 * back step, the restored window and the description of an export.
 */
export interface SearchState {
  /** As typed, ≤ 4,096 characters. */
  text: string;
  /** Exact values, any of; none for no filter. Each list ≤ 1,000. */
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
  /** From 1. A page past the last answers the last. */
  page: number;
}

/**
 * A Selected is a selection that was fixed. Tokens live until the archive is closed; the
 * program may keep only the newest eight.
 */
export interface Selected {
  token: string;
  /** Events in it, those of `plus` included. */
  count: number;
  /** Events that match the search, or that the pasted ids name. */
  found: number;
  /** Distinct ids that were pasted. */
  ids: number;
  /** Those of them that no event has: the first 1,000, and how many. */
  missing: string[];
  missingCount: number;
  /** What was selected, in plain words. */
  words: string;
}

/**
 * A Selection is some events: (those of `token`, less `except`) and `seqs`. seqs ≤ 100,000 and
 * except ≤ 100,000; none of `seqs` is in `token`.
 */
export interface Selection {
  seqs: number[];
  /** From Select; "" for none. */
  token: string;
  except: number[];
}

/** Settings are the officer's wishes. */
export interface Settings {
  theme: Theme;
  /** IANA name, or "system". */
  zone: string;
  /** Widths in CSS pixels, 0 for the default; the description takes the rest. */
  columns: ColumnWidths;
  /** Keep all rows of a page in the document, for assistive technology. */
  allRows: boolean;
  /** Whether keys without Ctrl or Alt ("/" and "?") are shortcuts. Default true. */
  singleKeys: boolean;
  /** Offered by the next import. */
  importZone: string;
  dateOrder: DateOrder;
  /** At most 200. */
  saved: SavedSearch[];
  /** The search on display when the window closed; null for none. */
  last: LastSearch | null;
}

/**
 * A Signer is why it is known who signed a bundle: by a key that was given, by one that this
 * computer knows, or not at all, as of a bundle that anybody made anew.
 */
export type Signer = 'unknown' | 'given' | 'known';

/** A Sort is an order of the table. */
export interface Sort {
  column: Column;
  descending: boolean;
}

/**
 * A Task is long work, as the `task` event tells of it: several times a second at most, and
 * once at the end.
 */
export interface Task {
  id: string;
  kind: TaskKind;
  /** Key of the archive that was open when it began; "" for none. */
  archive: string;
  /**
   * Counts up with each report of this task: events can arrive out of order. The report that
   * ends a task has the highest.
   */
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

/** A TaskKind is what a task does. */
export type TaskKind = 'import' | 'export' | 'bundle' | 'sample' | 'open' | 'purge' | 'verify' | 'verify-bundle';

/** A TaskPhase is how far a task is: under way, or how it ended. */
export type TaskPhase = 'running' | 'done' | 'cancelled' | 'failed';

/** A Term is one term, as query.Term. The window marks what the terms found. */
export interface Term {
  exclude: boolean;
  field: Field;
  /** Found anywhere, not only where a word starts (typed with a leading *). */
  inside: boolean;
  /** Folded, white space runs collapsed. */
  text: string;
}

/** A Theme is how the window looks: light, dark, or as the system is. */
export type Theme = 'system' | 'light' | 'dark';

/** A TimeRange is the time filter. At most one of `hours` and from/to is set. */
export interface TimeRange {
  /** The last n hours, counted back from now when asked; 0 for none. ≤ 87,600. */
  hours: number;
  /** From this time on; "" for open. */
  from: string;
  /** Until just before this time (half open); "" for open. */
  to: string;
}

/** TrustRequest agrees to what nobody but the officer can agree to. */
export interface TrustRequest {
  /** 1 to 1,000 characters; the journal gets it. */
  reason: string;
  /** Makes a new key for the archive: also where it is in no doubt. */
  newKey: boolean;
}

/** A Verdict is what reading everything found. */
export interface Verdict {
  ok: boolean;
  events: number;
  /** Events that were purged, each in a receipt of the journal. */
  purged: number;
  root: string;
  /** Lines of the journal. */
  lines: number;
  /** Why the journal has no line of it, a sentence without its end; '' where it has one. */
  unrecorded: string;
  /** Events that are there and cannot be read, beside `events`. */
  unread: number;
  /** Why the archive can only be read; "" where it can be changed. */
  readOnly: string;
  /** The first 100, one sentence each; count is of all. */
  problems: string[];
  count: number;
  /**
   * What is not as it was first written, by a receipt of the journal: a sentence each, without
   * its end.
   */
  notes: string[];
}

/** A Written is a file that was written. */
export interface Written {
  /** For ShowInFolder. */
  token: string;
  /** For reading only. */
  path: string;
  count: number;
  bytes: number;
  sha256: string;
  /** Events of the archive that cannot be read, and so are not in it. */
  unread: number;
  /** Why the journal has no line of it: the archive can only be read; otherwise "". */
  unwritten: string;
}
