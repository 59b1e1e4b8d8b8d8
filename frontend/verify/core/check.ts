/** Compares each event with the proofs and with the manifest. */

import { hashSize } from './hash';
import type { LeafOf } from './leaves';
import { leafOf, memberNumber, type Line } from './line';
import type { Import, Manifest, Omitted } from './manifest';
import { placeOf, type Proofs } from './proofs';
import { compare, isColumn, matches, readQuery, readShown, type Column, type Query } from './query';
import { plainEvent, reportEvents, type ReportEvent } from './reportEvent';
import { quoted } from './quoted';
import { encode } from './bytes';
import { timeText } from './time';
import { isWide, type Fields } from './written';
import type { Verdict } from './verdict';

const mostQuery = 256 << 10;
const eventsName = 'events.jsonl';
const manifestName = 'manifest.json';

/** The name of an event in a problem. */
export function named({ number, id }: Pick<Line, 'number' | 'id'>): string {
  return `event number ${number} (${quoted(id)})`;
}

export class EventCheck {
  /** For the report. */
  first: ReportEvent[] = [];
  wide = false;
  private found: Uint8Array;
  /** Events that were held against the proofs. */
  private n = 0;
  private earliest: bigint | null = null;
  private latest: bigint | null = null;
  private before: Line | null = null;
  private asked: Query | null = null;
  private texts = false;
  private by: Column = 'timestamp';
  private descending = false;
  private imports: Import[] = [];
  private counts: number[] = [];
  private left: Omitted = { events: 0, members: 0, names: 0, descriptions: 0, details: 0, query: false, texts: 0 };
  /** An actor is shown who has the form of a name. */
  private formed = false;

  constructor(private verdict: Verdict, private manifest: Manifest | null, private proofs: Proofs | null, private leaf: LeafOf | null = null) {
    this.found = new Uint8Array(proofs?.numbers.length ?? 0);
    if (!manifest) return;
    this.imports = [...manifest.imports].sort((a, b) => a.first_number - b.first_number);
    this.counts = this.imports.map(() => 0);
    const { by, descending } = manifest.asked.order;
    if (isColumn(by)) {
      this.by = by;
      this.descending = descending;
    } else verdict.add(`${manifestName}: its order is not known`);
    this.ask(manifest);
  }

  private ask({ asked, left_out }: Manifest) {
    let query: Query | null;
    if (left_out.query) {
      query = readShown(asked);
      if (!query) this.verdict.add(`${manifestName}: it says that its query is left out, and shows of it`);
    } else {
      const short = asked.query.length <= mostQuery && encode(asked.query).length <= mostQuery;
      query = short ? readQuery(asked) : null;
      if (!query) this.verdict.add(`${manifestName}: its query ${short ? 'cannot be read' : 'is longer than one can be'}`);
      this.texts = query !== null && (query.terms.length > 0 || query.members.length > 0);
    }
    // A bundle does not say which events conflict.
    if (asked.selection === 'all') this.asked = query;
  }

  private say(problem: string) {
    this.verdict.add(`${eventsName}: ${problem}`);
  }

  /** Checks the next event, of which `shown` is what the other files have. */
  event(line: Line, shown: Fields) {
    if (this.first.length < reportEvents) this.first.push(plainEvent(shown));
    this.wide ||= isWide(shown.id) || isWide(shown.actor) || isWide(shown.category) || isWide(shown.action) || isWide(shown.description);
    if (this.earliest === null || line.time < this.earliest) this.earliest = line.time;
    if (this.latest === null || line.time > this.latest) this.latest = line.time;
    this.omitted(line);
    if (this.proofs) this.prove(line, this.proofs);
    if (this.manifest) this.compare(line);
  }

  private prove(line: Line, proofs: Proofs) {
    const leaf = this.leaf?.(this.n++) ?? null;
    const at = placeOf(proofs, line.number);
    if (at < 0) {
      this.say(`${named(line)} was added: there is no proof of it`);
      return;
    }
    if (this.found[at]) this.say(`${named(line)} is there twice`);
    else if (!sameHash(leaf ?? leafOf(line), proofs.hashes, at)) this.say(`${named(line)} was changed: it is not the one that is proven`);
    this.found[at] = 1;
  }

  private compare(line: Line) {
    const before = this.before;
    const hidden = this.hides(line);
    // Events whose place depends on a part that is left out are in the order of nothing
    // that can be seen.
    if (before && !hidden && !this.hides(before) && compare(this.by, this.descending, before, line) >= 0) this.say(`${named(line)} is out of order`);
    this.verdict.unordered ||= hidden;
    this.before = line;
    const i = importOf(this.imports, line.number);
    const broughtBy = this.imports[i];
    if (!broughtBy) {
      this.say(`${named(line)} was brought by no import that the manifest lists`);
      return;
    }
    this.counts[i]!++;
    if (this.asked && !(this.texts && line.redacted) && !matches(this.asked, line, line.time, broughtBy.number)) this.say(`${named(line)} is not what was asked for`);
  }

  /** Whether the place of an event depends on a part of it that is left out. */
  private hides({ left }: Line): boolean {
    return (this.by === 'member' && left.member) || (this.by === 'description' && left.description);
  }

  /** Counts what is left out of an event, and checks the name of its member. */
  private omitted(line: Line) {
    const { left, redacted, name, actor } = line;
    if (!left.member && memberNumber(actor) > 0) this.formed = true;
    if (!redacted) return;
    this.left.events++;
    if (left.member) {
      this.left.members++;
      const n = memberNumber(name);
      if (n === 0 || n > this.left.names + 1) this.say(`${named(line)} has a member who is named otherwise than in turn`);
      else this.left.names = Math.max(this.left.names, n);
    }
    if (left.description) this.left.descriptions++;
    if (left.details) this.left.details++;
  }

  end() {
    this.found.forEach((found, at) => {
      if (!found) this.say(`event number ${this.proofs?.numbers[at] ?? 0} was removed`);
    });
    const { manifest } = this;
    if (!manifest) return;
    const { events } = this.verdict;
    const says = (problem: string) => this.verdict.add(`${manifestName}: ${problem}`);
    const [first, last] = [this.earliest, this.latest].map((time) => (time === null ? '' : timeText(time)));
    const { exported } = manifest;
    if (manifest.counts.exported !== events) says(`it says that ${manifest.counts.exported} events were exported, and there are ${events}`);
    else if (exported.first !== first || exported.last !== last) {
      says(`it says that the events are from ${quoted(exported.first)} to ${quoted(exported.last)}, and they are from ${quoted(first ?? '')} to ${quoted(last ?? '')}`);
    }
    this.imports.forEach((one, i) => {
      if (one.exported !== this.counts[i]) says(`it says that ${one.exported} events came with import ${one.number}, and ${this.counts[i]} did`);
    });
    this.endOmitted(manifest, says);
  }

  private endOmitted({ left_out }: Manifest, says: (problem: string) => void) {
    const left = { ...this.left, query: left_out.query, texts: left_out.texts };
    if (JSON.stringify(left, Object.keys(left).sort()) !== JSON.stringify(left_out, Object.keys(left_out).sort())) {
      says('it says otherwise what is left out of the events than they do');
    } else if (left.events === 0 && (left.query || left.texts !== 0)) {
      says('it says that texts are left out, and no event has a part that is');
    } else if (left.events > 0 && this.texts) {
      says('it shows the words or members of its query, which tell what is left out of the events');
    } else if (this.formed && left.names > 0) {
      this.say('a member is shown who has the form of a name that stands for one');
    }
  }
}

function sameHash(hash: Uint8Array, all: Uint8Array, at: number): boolean {
  for (let i = 0; i < hashSize; i++) {
    if (hash[i] !== all[at * hashSize + i]) return false;
  }
  return true;
}

/** The index of the import that brought the event with that number, or -1. */
function importOf(imports: readonly Import[], number: number): number {
  let [low, high] = [0, imports.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = imports[middle]!;
    if (one.first_number + one.added <= number) low = middle + 1;
    else high = middle;
  }
  const found = imports[low];
  return found && found.first_number <= number ? low : -1;
}
