/** The proofs of the fake's archive. */

import { count } from '../../text/numbers';
import type { Comparison, FileCheck, JournalPage, Verdict } from '../types';
import { lastTime } from './events';
import { line } from './journal';
import type { FakeArchive } from './store';

const root = '5f0c77e2b1d94a6688c3f2a90d17e6b45c8e21f0a3b7d694521f8a70c6ede91a';
const size = 100;
const now = () => new Date(lastTime).toISOString();

/** Reads everything: an archive whose files are damaged has that as its problem. */
export function verdict(archive: FakeArchive): Verdict {
  const problems = archive.damage === '' ? [] : [archive.damage];
  archive.proven = { time: now(), user: 'amelie', root, events: archive.events.length, problems: problems.length };
  archive.journal.unshift(line(archive.journal.length + 1, 'verified', problems[0] ?? `Verified ${String(archive.events.length)} events: all as they were written, root ${root}.`));
  const unrecorded = archive.readOnly === '' ? '' : `the archive is read-only, ${archive.readOnly}`;
  return { ok: problems.length === 0, events: archive.events.length, purged: 0, root, lines: archive.journal.length, unrecorded, unread: archive.unread, readOnly: archive.readOnly, problems, count: problems.length, notes: archive.foreign.map((file) => `${file} is not Daybook's; you can remove it`) };
}

export function journalPage(archive: FakeArchive, page: number): JournalPage {
  const total = archive.journal.length;
  return { lines: archive.journal.slice((page - 1) * size, page * size), total, page, pages: Math.ceil(total / size) };
}

export function fileCheck(): FileCheck {
  return {
    name: 'activity.csv', sha256: 'b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9', bytes: 8140, found: true,
    lines: [line(7, 'exported', 'Exported 45 events as CSV to "/home/officer/Documents/activity.csv": events with "webhook" in any text.')],
    imports: [],
    doubt: '',
  };
}

export function comparison(archive: FakeArchive): Comparison {
  return {
    file: `${archive.name}.checkpoint`, same: true, key: 'd8d55e44', lines: 5, thenSize: archive.events.length, thenRoot: root, nowSize: archive.events.length, nowRoot: root,
    proves: `Each of the ${count(archive.events.length)} events that the archive had then is in its tree unchanged, in the same order; none was added since.`,
    cannot: 'It cannot show that all that happened was imported, nor that this checkpoint is the one that was saved: keep it where nobody can exchange it.',
  };
}
