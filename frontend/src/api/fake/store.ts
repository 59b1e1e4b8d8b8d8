/** The content of the fake's open archive. */

import type { ArchiveInfo, EventDetails, ImportedFile, ImportReport, JournalLine, Plan, Proven, Selection } from '../types';
import { timeText, type FakeEvent } from './events';
import { line } from './journal';
import { FakeRetention } from './retention';
import { FakeWitness } from './witness';

export class FakeArchive {
  readonly id: string;
  readonly name: string;
  /** Of its place; a copy has another. */
  key: string;
  path: string;
  plan: Plan;
  readonly retention = new FakeRetention(this);
  events: FakeEvent[];
  imports: ImportReport[] = [];
  proven: Proven | null = null;
  /** The newest line first. */
  journal: JournalLine[] = [];
  /** The findings of the check of all files so far. */
  problems: string[] = [];
  /** What Verify is to find; "" for nothing. */
  damage = '';
  /** Events that cannot be read. */
  unread = 0;
  /** Why it can only be read. */
  readOnly = '';
  /** What was found damaged and built again. */
  notices: string[] = [];
  /** Files in its folder that are not its own. */
  foreign: string[] = [];
  /** How it differs from its known state. */
  doubt: string[] = [];
  /** That a checkpoint should be saved. */
  overdue = '';
  readonly witness = new FakeWitness();
  /** Whether its private key is here. */
  hasKey = true;
  /** The folder that is watched, "" for none. */
  watched = '';
  private tokens = new Map<string, Set<number>>();

  constructor(id: string, name: string, plan: Plan, events: FakeEvent[]) {
    this.id = id;
    this.name = name;
    this.key = `place-${id}`;
    this.path = `/home/officer/Documents/${name}.daybook`;
    this.plan = plan;
    this.events = events;
    for (const number of [...new Set(events.map((event) => event.import))].sort((a, b) => a - b)) {
      this.imports.unshift(report(number, events.filter((event) => event.import === number).length));
    }
    this.journal = [line(3, 'imported', 'Made import 1: "activity.json", 5,000 read, 5,000 added, 0 duplicates, 0 conflicts, 0 rejected.'), line(2, 'import planned', 'Is about to make import 1: "activity.json".'), line(1, 'made', `Made the archive "${name}".`)];
  }

  get snapshot() {
    return 1 + this.imports.length + this.retention.receipts.length;
  }

  info(): ArchiveInfo {
    const [first, last] = [this.events[0], this.events[this.events.length - 1]];
    return {
      key: this.key,
      id: this.id,
      name: this.name,
      path: this.path,
      plan: this.plan,
      events: this.events.length,
      conflicts: this.events.filter((event) => event.conflict).length,
      first: first ? timeText(first.at) : '',
      last: last ? timeText(last.at) : '',
      imports: this.imports.length,
      snapshot: this.snapshot,
      root: this.events.length > 0 ? '5f0c77e2b1d94a6688c3f2a90d17e6b45c8e21f0a3b7d694521f8a70c6ede91a' : '',
      bytes: this.events.length * 121,
      check: this.problems.length > 0 ? 'damaged' : 'passed',
      problems: this.problems,
      unread: this.unread,
      readOnly: this.readOnly,
      notices: this.notices,
      verified: this.proven?.time ?? '',
      proven: this.proven,
      nextPurge: '',
      due: this.retention.due().length,
      asks: this.retention.look().asks,
      watched: this.watched,
      clock: '',
      doubt: this.doubt,
      checkpointOverdue: this.readOnly === '' && this.doubt.length === 0 ? this.overdue : '',
    };
  }

  keep(seqs: Set<number>): string {
    const token = `sel-${String(this.tokens.size + 1)}`;
    this.tokens.set(token, seqs);
    return token;
  }

  inToken(token: string, seq: number): boolean {
    return this.tokens.get(token)?.has(seq) ?? false;
  }

  seqsOf(selection: Selection): Set<number> {
    const out = new Set(selection.token === '' ? [] : this.tokens.get(selection.token));
    for (const seq of selection.except) out.delete(seq);
    for (const seq of selection.seqs) out.add(seq);
    return out;
  }
}

export function report(number: number, added: number): ImportReport {
  const vendor = number === 2;
  return {
    number,
    file: vendor ? 'cloudtrail-2026.json.gz' : 'activity.json',
    source: vendor ? 'AWS CloudTrail' : 'Activity feed',
    bytes: added * 310,
    sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9',
    sumGone: false,
    read: added + (vendor ? 3 : 0),
    added,
    duplicates: vendor ? 1 : 0,
    conflicts: vendor ? 1 : 0,
    due: 0,
    rejected: vendor ? 2 : 0,
    rejections: vendor
      ? [
          { at: 'line 118', reason: 'Timestamp “03/04/2026 10:11” may be 3 April or 4 March: import the file again and choose how such a date is read' },
          { at: 'line 2,051', reason: 'Actor is missing or empty' },
        ]
      : [],
    notes: vendor ? ['4 times had no zone and were read as UTC'] : [],
    incomplete: false,
    files: [],
    fileCount: 0,
    started: '2026-11-22T18:39:10Z',
    finished: '2026-11-22T18:39:12Z',
    user: 'ana',
    program: 'daybook 0.9.0',
  };
}

export const cutNotes = {
  incomplete: true,
  notes: ['the file ends inside a record or a list: it was cut, or is still being written, and what followed is missing', '4 times had no zone and were read as UTC'],
};

/** A folder of files, of which the second last was cut and the last holds none. */
export function folderReport(number: number, files: number): ImportReport {
  const one = (i: number): ImportedFile => ({
    file: `AWSLogs/211122223333/CloudTrail/eu-central-1/2026/11/${String((i % 28) + 1).padStart(2, '0')}/211122223333_CloudTrail_${String(i + 1)}.json.gz`,
    bytes: 4100, sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9', source: 'AWS CloudTrail',
    read: 20, added: 20, duplicates: 0, conflicts: 0, rejected: 0, notes: [], refused: '',
    ...(i === files - 2 && { notes: cutNotes.notes.slice(0, 1) }),
    ...(i === files - 1 && { file: 'AWSLogs/notes.txt', read: 0, added: 0, sha256: '', source: '', refused: 'It holds no events that Daybook knows' }),
  });
  return {
    ...report(2, (files - 1) * 20), ...cutNotes, number, file: 'AWSLogs', fileCount: files,
    read: (files - 1) * 20, duplicates: 0, conflicts: 0, rejected: 0, rejections: [], files: Array.from({ length: Math.min(files, 1000) }, (_, i) => one(i)),
  };
}

export function toDetails(archive: FakeArchive, event: FakeEvent): EventDetails {
  const found = archive.imports.find((one) => one.number === event.import) ?? report(event.import, 0);
  return {
    seq: event.seq,
    id: event.id,
    actor: event.actor,
    category: event.category,
    action: event.action,
    description: event.description,
    time: timeText(event.at),
    meaning: event.category === 'api_key' ? 'An API key was made' : '',
    details: event.details,
    originalTime: event.originalTime,
    timeRule: event.originalTime === '' ? '' : 'no zone: read as UTC',
    import: { ...found, rejections: [] },
    conflicts: event.conflict
      ? archive.events.filter((other) => other.id === event.id && other.seq !== event.seq).map((other) => other.seq)
      : [],
    leaf: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    proof: 'Checked against the archive’s tree',
  };
}
