/**
 * A line of events.jsonl: an event, or what is shown of it. It must be written exactly as
 * Daybook writes it; to know that, it is written again and compared.
 */

import { encode, hex, readHex, type Bytes } from './bytes';
import { commitText, commitWhat, description, details, leafHash, maxFieldBytes, member, nothing, partSalt, saltSize, what, type Part } from './event';
import { hashSize } from './hash';
import { noText } from './lines';
import { isWritten, readTime } from './time';
import { jsonFields, jsonText, type Fields } from './written';

/** The text that stands for one that is left out. */
export const leftOut = '(left out)';

export interface Line extends Fields {
  number: number;
  time: bigint;
  details: string;
  /** Whether each part is left out. */
  left: { member: boolean; description: boolean; details: boolean };
  redacted: boolean;
  /** That of the event where nothing is left out. */
  salt: Bytes;
  /** For each part in a redacted line: its salt, or its commitment, by the part's number. */
  salts: (Bytes | null)[];
  commitments: (Bytes | null)[];
  /** Of a member who is left out; "" where the member is shown. */
  name: string;
}

/** Why a line is no event, in words. */
export class NoEvent extends Error {}

const notWritten = 'it is not written as Daybook writes it';
const none = 'it is no event';
const nothingLeft = { member: false, description: false, details: false };

export function readLine(line: string): Line {
  if (line === noText) throw new NoEvent(notWritten);
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new NoEvent(none);
  }
  if (!isObject(value)) throw new NoEvent(none);
  const read = value['what'] === undefined ? wholeLine(value) : partLine(value);
  for (const text of [read.id, read.actor, read.category, read.action, read.description, read.details]) {
    if (text.length * 3 > maxFieldBytes && encode(text).length > maxFieldBytes) throw new NoEvent('a text in it is longer than that of an event can be');
  }
  const time = readTime(read.timestamp);
  if (time === 'none') throw new NoEvent('its timestamp is no time');
  if (time === 'out of bounds') throw new NoEvent('its timestamp is out of bounds');
  read.time = time;
  if (!isWritten(read.timestamp) || written(read) !== line) throw new NoEvent(notWritten);
  return read;
}

type Json = Record<string, unknown>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text of an object; one that is not there is empty, and then the line is not written
 * again as it is. */
function text(of: Json, key: string): string {
  const value = of[key];
  if (value === undefined) return '';
  if (typeof value !== 'string') throw new NoEvent(none);
  return value;
}

function number(of: Json): number {
  const value = of['number'];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new NoEvent(none);
  return value;
}

function bytes(text: string, size: number): Bytes | null {
  const read = new Uint8Array(size);
  return text.length === 2 * size && readHex(text, 0, read, 0, size) ? read : null;
}

function saltOf(of: Json): Bytes {
  // In capitals it is one too, and not written again as it is.
  const salt = bytes(text(of, 'salt').toLowerCase(), saltSize);
  if (!salt) throw new NoEvent(none);
  return salt;
}

function wholeLine(value: Json): Line {
  return {
    number: number(value), salt: saltOf(value), id: text(value, 'event_id'), actor: text(value, 'actor'), category: text(value, 'category'),
    action: text(value, 'action'), description: text(value, 'description'), timestamp: text(value, 'timestamp'), details: text(value, 'details'), json: '',
    time: 0n, left: nothingLeft, redacted: false, salts: [], commitments: [], name: '',
  };
}

function partLine(value: Json): Line {
  const salts: (Bytes | null)[] = [null, null, null, null, null];
  const commitments: (Bytes | null)[] = [null, null, null, null, null];
  const read = (key: string, part: Part): Json => {
    const of = value[key];
    if (!isObject(of)) throw new NoEvent(none);
    const commitment = text(of, 'commitment');
    if (commitment !== '' && part !== what) {
      const hash = bytes(commitment, hashSize);
      if (!hash || hash.every((byte) => byte === 0)) throw new NoEvent('a commitment in it is none');
      commitments[part] = hash;
    } else if (part !== details || Object.keys(of).length > 0) {
      salts[part] = saltOf(of);
    }
    return of;
  };
  const [w, m, d, t] = [read('what', what), read('member', member), read('description', description), read('details', details)];
  const left = { member: commitments[member] !== null, description: commitments[description] !== null, details: commitments[details] !== null };
  if (!left.member && !left.description && !left.details) throw new NoEvent('nothing is left out of it, and it is written as if there were');
  return {
    number: number(value), id: text(w, 'event_id'), category: text(w, 'category'), action: text(w, 'action'), timestamp: text(w, 'timestamp'),
    actor: text(m, 'actor'), name: text(m, 'name'), description: text(d, 'description'), details: text(t, 'details'), json: '',
    time: 0n, left, redacted: true, salt: nothing, salts, commitments,
  };
}

function written(l: Line): string {
  if (!l.redacted) {
    // It is the same in activity.json.
    l.json = jsonFields(l);
    return `{"number":${l.number},"salt":"${hex(l.salt)}",${l.json},"details":"${jsonText(l.details)}"}`;
  }
  const salt = (part: Part) => `{"salt":"${hex(l.salts[part] ?? nothing)}"`;
  const commitment = (part: Part) => `{"commitment":"${hex(l.commitments[part] ?? nothing)}"`;
  const w = `${salt(what)},"event_id":"${jsonText(l.id)}","category":"${jsonText(l.category)}","action":"${jsonText(l.action)}","timestamp":"${l.timestamp}"}`;
  const m = l.left.member ? `${commitment(member)},"name":"${jsonText(l.name)}"}` : `${salt(member)},"actor":"${jsonText(l.actor)}"}`;
  const d = l.left.description ? `${commitment(description)}}` : `${salt(description)},"description":"${jsonText(l.description)}"}`;
  const shown = l.details === '' ? '{}' : `${salt(details)},"details":"${jsonText(l.details)}"}`;
  const t = l.left.details ? `${commitment(details)}}` : shown;
  return `{"number":${l.number},"what":${w},"member":${m},"description":${d},"details":${t}}`;
}

/** The leaf hash of the event. */
export function leafOf(l: Line): Bytes {
  const salt = (part: Part) => (l.redacted ? (l.salts[part] ?? nothing) : partSalt(l.salt, part));
  const commitment = (part: Part, text: string) => l.commitments[part] ?? commitText(part, salt(part), text);
  const all = l.commitments[details] ?? (l.details === '' ? nothing : commitText(details, salt(details), l.details));
  return leafHash([commitWhat(salt(what), l), commitment(member, l.actor), commitment(description, l.description), all]);
}

/** The event as activity.json, activity.csv and the report have it. */
export function shown(l: Line): Fields {
  if (!l.redacted) return l;
  return { ...l, json: '', actor: l.left.member ? l.name : l.actor, description: l.left.description ? leftOut : l.description };
}

/** The number of a name that stands for a member who is left out; 0 for any other text. */
export function memberNumber(text: string): number {
  const found = /^Member ([1-9]\d{0,14})$/.exec(text);
  return found ? Number(found[1]) : 0;
}
