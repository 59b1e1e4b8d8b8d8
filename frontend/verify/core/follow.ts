/**
 * Compares activity.json or activity.csv with the events of events.jsonl, record by
 * record. Where a record differs, it reads one record further to find out what happened,
 * and goes on where it can.
 */

import { isDamage, Lines, Malformed, tooLong, unended } from './lines';
import { csvHeader, csvRecord, jsonFields, type Fields } from './written';

/** A line, or a row, that is compared with a known event: it is read to its end only where
 * it may be as long as that event, or is shorter than this. */
export const maxCompared = 1 << 20;

const form = 'it is not written as Daybook writes it';
const mark = '\ufeff';

/** How the records of a file are read and written. */
interface Records {
  /** The record of an event. */
  record(e: Fields): string;
  /** The next record; null at the end of the file. */
  next(lines: Lines): Promise<string | null>;
  /** Takes the next line if it alone is that record, which it mostly is. */
  takes(lines: Lines, record: string): boolean;
  idOf(record: string): string;
  /** Whether the file has a byte order mark as it must, where an event needs one or none does. */
  markedFor(wide: boolean): boolean;
}

export class JsonRecords implements Records {
  private ended = false;
  private more = false;
  private begun = false;

  record(e: Fields): string {
    return `{${jsonFields(e)}}`;
  }

  takes(lines: Lines, record: string): boolean {
    const line = lines.peek();
    if (!this.more || this.ended || line?.length !== record.length + 1 || !line.endsWith(',') || !line.startsWith(record)) return false;
    lines.take();
    return true;
  }

  async next(lines: Lines): Promise<string | null> {
    if (this.ended) return null;
    if (!this.begun) {
      const first = await lines.next();
      // An array without an event is written in one line.
      if (first === '[]') {
        if ((await lines.next()) !== undefined) throw new Malformed(form);
        this.ended = true;
        return null;
      }
      if (first !== '[') throw new Malformed(form);
      this.begun = true;
      this.more = true;
    }
    const line = await lines.next();
    if (line === undefined) throw new Malformed(form);
    if (!this.more) {
      if (line !== ']' || (await lines.next()) !== undefined) throw new Malformed(form);
      this.ended = true;
      return null;
    }
    this.more = line.endsWith(',');
    return this.more ? line.slice(0, -1) : line;
  }

  markedFor(): boolean {
    return true;
  }

  idOf(record: string): string {
    try {
      const value: unknown = JSON.parse(record);
      const id = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)['event_id'] : '';
      return typeof id === 'string' ? id : '';
    } catch {
      return '';
    }
  }
}

export class CsvRecords implements Records {
  private begun = false;
  /** The file has a byte order mark. */
  private marked = false;

  record(e: Fields): string {
    return csvRecord(e);
  }

  takes(lines: Lines, record: string): boolean {
    if (!this.begun || lines.peek() !== record) return false;
    lines.take();
    return true;
  }

  async next(lines: Lines): Promise<string | null> {
    if (!this.begun) {
      const header = await lines.next();
      if (header === undefined) throw new Malformed(form);
      this.marked = header.startsWith(mark);
      if ((this.marked ? header.slice(1) : header) !== csvHeader) throw new Malformed('its header was changed');
      this.begun = true;
    }
    let record: string | null = null;
    for (let quotes = 0; ; ) {
      const line = await lines.next();
      if (line === undefined) {
        if (record !== null) throw new Malformed(unended);
        return null;
      }
      record = record === null ? line : `${record}\n${line}`;
      if (record.length > lines.most) throw new Malformed(tooLong);
      quotes += line.split('"').length - 1;
      if (quotes % 2 === 0) return record;
    }
  }

  markedFor(wide: boolean): boolean {
    return this.marked === wide;
  }

  idOf(record: string): string {
    const quoted = /^"((?:[^"]|"")*)"/.exec(record);
    return quoted ? (quoted[1] ?? '').replaceAll('""', '"') : (record.split(',')[0] ?? '');
  }
}

export class Follower {
  /** Records that were read. */
  n = 0;
  /** Nothing more can be determined. */
  lost = false;
  private missing: string | null = null;
  private label = '';
  private instead: [string | null, string | null] = [null, null];
  private ahead: string | null = null;

  constructor(
    private records: Records,
    private lines: Lines,
    private say: (problem: string) => void,
    private quoted: (text: string) => string,
  ) {}

  /** Compares the next record with the next event. It waits only where it must. */
  event(e: Fields, label: () => string): Promise<void> | null {
    if (this.lost) return null;
    const want = this.records.record(e);
    if (this.missing === null && this.ahead === null && this.records.takes(this.lines, want)) {
      this.n++;
      return null;
    }
    return this.slowly(want, label());
  }

  private async slowly(want: string, label: string): Promise<void> {
    this.lines.most = Math.max(maxCompared, 3 * want.length + 2);
    if (this.missing !== null && this.resolve(want)) return;
    if (this.lost) return;
    const got = await this.next();
    if (this.lost || got === want) return;
    this.missing = want;
    this.label = label;
    this.instead = [got, await this.next()];
  }

  private async next(): Promise<string | null> {
    const ahead = this.ahead;
    if (ahead !== null) {
      this.ahead = null;
      return ahead;
    }
    if (this.lost) return null;
    try {
      const record = await this.records.next(this.lines);
      if (record !== null) this.n++;
      return record;
    } catch (error) {
      this.lost = true;
      if (error instanceof Malformed) this.say(error.message);
      else if (!isDamage(error)) throw error;
      return null;
    }
  }

  /** Reports what happened to the missing event, now that the record of the event after it
   * is known, which is null if there is none. It returns true if it also dealt with that. */
  private resolve(after: string | null): boolean {
    const [first, second] = this.instead;
    const missing = this.missing;
    this.missing = null;
    const isAfter = (record: string | null) => record !== null && record === after;
    if (second !== null && second === missing) {
      if (isAfter(first)) {
        this.say(`${this.label} and the event after it were exchanged`);
        return true;
      }
      this.say(`an event ${this.id(first)}was added before ${this.label}`);
      return false;
    }
    if (isAfter(first)) {
      this.say(`${this.label} was removed`);
      this.ahead = second;
      return true;
    }
    if (first === null) {
      this.say(`${this.label} was removed, or the file ends before it`);
      this.lost = true;
      return true;
    }
    this.say(`${this.label} was changed`);
    if (isAfter(second)) return true;
    this.lost = after !== null;
    this.ahead = second;
    return true;
  }

  /** Is called after the last event. */
  async end(wide: boolean): Promise<void> {
    if (this.missing !== null) this.resolve(null);
    const extra = await this.next();
    if (extra !== null && !this.lost) this.say(`an event ${this.id(extra)}was added at its end`);
    if (!this.lost && !this.records.markedFor(wide)) this.say('it begins with a byte order mark where it must not, or without one where it must');
  }

  private id(record: string | null): string {
    const id = record === null ? '' : this.records.idOf(record);
    return id === '' ? '' : `(${this.quoted(id)}) `;
  }
}
