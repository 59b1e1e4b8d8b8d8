/** manifest.json: what the bundle is, who made it and why. It has the one form that
 * backend/proof gives it. */

import { decode } from './bytes';
import { Malformed } from './lines';
import { list, moment, object, text, whole, yesNo, type Of } from './schema';

const made = object({ utc: moment, local: text, zone: text, user: text, program: text });
const archive = object({
  id: text, name: text, plan: text, tree_size: whole, root: text, key: text, former_keys: list(text), first: text, last: text,
});
const asked = object({
  selection: text, words: text, typed: text, query: text, categories: list(text), actions: list(text), members: list(text), imports: list(whole),
  conflicts_only: yesNo, from: text, until: text, order: object({ by: text, descending: yesNo }), zone: text,
});
const counts = object({ archive: whole, matching: whole, selected: whole, exported: whole, unread: whole }, ['unread']);
const span = object({ first: text, last: text });
const imported = object({
  number: whole, file: text, bytes: whole, sha256: text, source: text, read: whole, added: whole, duplicates: whole, conflicts: whole, rejected: whole,
  exported: whole, first_number: whole, notes: list(text), finished: moment, user: text, program: text,
});
const purge = object({
  journal_line: whole, at: text, user: text, rule: text, events: whole, first: text, last: text, held: whole, holds: list(text),
});
const hold = object({
  id: text, name: text, reason: text, words: text, placed: text, user: text, released: text, released_by: text, release_reason: text,
});
const omitted = object({
  events: whole, members: whole, names: whole, descriptions: whole, details: whole, query: yesNo, texts: whole,
});
const listed = object({ name: text, bytes: whole, sha256: text, events: whole });

const manifest = object({
  format: text, version: whole, report_version: whole, case: text, purpose: text, recipient: text, made, archive, asked, counts, exported: span,
  imports: list(imported), rejected: list(object({ import: whole, at: text, reason: text })), rejected_more: whole,
  range: object({ from: text, until: text, zone: text }), days_without_events: list(object({ from: text, until: text, days: whole })),
  days_without_events_count: whole, days_without_events_more: whole, purges: list(purge), purges_more: whole, holds: list(hold), holds_more: whole,
  journal: object({ lines: whole, head: text, damage: text, unwritten: text }, ['unwritten']), left_out: omitted, files: list(listed),
});

export type Manifest = Of<typeof manifest>;
export type Asked = Of<typeof asked>;
export type Import = Of<typeof imported>;
export type Omitted = Of<typeof omitted>;
export type Listed = Of<typeof listed>;

const format = 'daybook evidence bundle';
export const version = 2;

export const mostBytes = 16 << 20;
const mostObjects = 64 << 10;
const mostValues = 1 << 20;
const tooMuch = 'it has more than a manifest can have';
const form = 'it is not written as Daybook writes it';

/** Reads manifest.json; every fault is a Malformed. */
export function readManifest(bytes: Uint8Array): Manifest {
  const written = decode(bytes);
  const fault = bytes.length > mostBytes ? tooMuch : unfit(written ?? '');
  if (fault !== '') throw new Malformed(fault);
  const value = written === null ? null : parsed(written);
  if (value === null || typeof value !== 'object') throw new Malformed('it cannot be read');
  const probe = value as { format?: unknown; version?: unknown };
  if (probe.format !== format) throw new Malformed('it is not that of an evidence bundle');
  if (probe.version !== version) {
    const number = typeof probe.version === 'number' ? probe.version : 0;
    const way = number < version ? 'ask for it again, made by a newer Daybook' : 'use a newer Daybook';
    throw new Malformed(`it is of version ${number}, and this program reads version ${version}; ${way}`);
  }
  const again = manifest.write(value, 0);
  if (again === null || `${again}\n` !== written) throw new Malformed(form);
  return value as Manifest;
}

function parsed(written: string): unknown {
  try {
    return JSON.parse(written) as unknown;
  } catch {
    return null;
  }
}

/** Why the text would take too much to decode, or is none of a manifest. */
function unfit(written: string): string {
  let [objects, values, within] = [0, 0, false];
  for (let i = 0; i < written.length; i++) {
    const char = written[i];
    if (within && char === '\\') i++;
    else if (char === '"') within = !within;
    else if (within) continue;
    else if (char === '{') objects++;
    else if (char === ',') values++;
    else if (char === 'n') return form; // of null, which nothing in a manifest is
    if (objects > mostObjects || values > mostValues) return tooMuch;
  }
  return '';
}
