/** Selections and their actions, for the fake. */

import type { Copied, CopyRequest, MatchingRequest, PastedRequest, Selected, Selection } from '../types';
import { fault } from './fault';
import { matches } from './match';
import { parse } from './parse';
import type { FakeArchive } from './store';

export function selectMatching(archive: FakeArchive, { search, plus }: MatchingRequest, now: number): Selected {
  const parsed = parse(search.text, search.zone);
  const found = new Set(archive.events.filter((event) => matches(event, search, parsed, now)).map((event) => event.seq));
  return selected(archive, plus, found, { ids: 0, missing: [], missingCount: 0, words: 'all that matched' });
}

export function selectPasted(archive: FakeArchive, { pasted, plus }: PastedRequest): Selected {
  const found = new Set<number>();
  const ids = pastedIds(archive, pasted);
  const missing = ids.filter((id) => {
    const events = archive.events.filter((event) => event.id === id);
    for (const event of events) found.add(event.seq);
    return events.length === 0;
  });
  return selected(archive, plus, found, { ids: ids.length, missing: missing.slice(0, 1000), missingCount: missing.length, words: 'pasted ids' });
}

function selected(archive: FakeArchive, plus: Selection, found: ReadonlySet<number>, rest: Pick<Selected, 'ids' | 'missing' | 'missingCount' | 'words'>): Selected {
  const all = archive.seqsOf(plus);
  for (const seq of found) all.add(seq);
  return { token: archive.keep(all), count: all.size, found: found.size, ...rest };
}

function pastedIds(archive: FakeArchive, pasted: string): string[] {
  const known = new Set(archive.events.map((event) => event.id));
  const lines = pasted.split(/\r?\n/).map((line) => line.trim());
  const ids = lines.flatMap((line) => {
    if (known.has(line)) return [line];
    return line.split(/[\s,;]+/).map((part) => part.replace(/^["']|["']$/g, ''));
  });
  return [...new Set(ids.filter((id) => id !== ''))];
}

export function copy(archive: FakeArchive, request: CopyRequest): { text: string; copied: Copied } {
  const seqs = archive.seqsOf(request.selection);
  if (seqs.size === 0) throw fault('empty', 'Select rows first', '');
  if (seqs.size > 1000) {
    throw fault('too-many', `${String(seqs.size)} events are too many for the clipboard`, 'Export them to a file instead.');
  }
  const events = archive.events.filter((event) => seqs.has(event.seq));
  const text = events.map((event) => `${event.id},${event.description}`).join('\r\n');
  return { text, copied: { count: seqs.size, bytes: text.length, unread: archive.unread, unwritten: archive.readOnly } };
}
