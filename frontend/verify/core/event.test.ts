import { describe, expect, it } from 'vitest';
import published from '../../../backend/event/testdata/vectors.json';
import { encode, hex, unhex, type Bytes } from './bytes';
import { commitText, commitWhat, description, details, leafHash, member, nothing, partSalt, what, type Part } from './event';
import { leafOf, readLine } from './line';
import { readTime, timeText } from './time';
import { jsonFields, jsonText } from './written';

const { vectors } = published;
const parts: Part[] = [what, member, description, details];

function bytes(text: string): Bytes {
  const read = unhex(text);
  if (!read) throw new Error(`${text} is not hexadecimal`);
  return read;
}

function time(text: string): bigint {
  const read = readTime(text);
  if (typeof read !== 'bigint') throw new Error(`${text} is no time`);
  return read;
}

describe('the published vectors of events', () => {
  it('are there', () => {
    expect(vectors.length).toBeGreaterThan(5);
  });

  it.each(vectors)('give the same salts, commitments and leaf: $name', (vector) => {
    const { event, salt, part_salts, commitments, leaf_hash, nanoseconds } = vector;
    const salts = parts.map((part) => partSalt(bytes(salt), part));
    expect(salts.map(hex)).toEqual(part_salts);
    const at = time(event.timestamp);
    expect(at.toString()).toBe(nanoseconds);
    expect(timeText(at)).toBe(event.timestamp);
    const [first, second, third, last] = salts as [Bytes, Bytes, Bytes, Bytes];
    const made = [
      commitWhat(first, { id: event.event_id, category: event.category, action: event.action, time: at }),
      commitText(member, second, event.actor),
      commitText(description, third, event.description),
      vector.details === null ? nothing : commitText(details, last, vector.details),
    ] as const;
    expect(made.map(hex)).toEqual(commitments);
    expect(hex(leafHash(made))).toBe(leaf_hash);
  });

  it.each(vectors)('lead to the same leaf from a line of events.jsonl: $name', ({ event, salt, details: text, leaf_hash }) => {
    const fields = jsonFields({ ...event, id: event.event_id });
    const line = readLine(`{"number":3,"salt":"${salt}",${fields},"details":"${jsonText(text ?? '')}"}`);
    expect(hex(leafOf(line))).toBe(leaf_hash);
  });

  it.each(vectors)('lead to the same leaf whatever part is left out: $name', ({ event, details: text, part_salts, commitments, leaf_hash }) => {
    const salted = (at: number) => `{"salt":"${part_salts[at]}",`;
    const w = `${salted(0)}"event_id":"${jsonText(event.event_id)}","category":"${jsonText(event.category)}","action":"${jsonText(event.action)}","timestamp":"${event.timestamp}"}`;
    const shown = [`${salted(1)}"actor":"${jsonText(event.actor)}"}`, `${salted(2)}"description":"${jsonText(event.description)}"}`, text === null ? '{}' : `${salted(3)}"details":"${jsonText(text)}"}`];
    const hidden = [`{"commitment":"${commitments[1]}","name":"Member 1"}`, `{"commitment":"${commitments[2]}"}`, `{"commitment":"${commitments[3]}"}`];
    for (let left = 1; left < 8; left++) {
      if (text === null && (left & 4) !== 0) continue;
      const [m, d, t] = [0, 1, 2].map((at) => ((left >> at) & 1 ? hidden[at] : shown[at]));
      expect(hex(leafOf(readLine(`{"number":3,"what":${w},"member":${m},"description":${d},"details":${t}}`)))).toBe(leaf_hash);
    }
  });
});

describe('a line of events.jsonl', () => {
  const salt = '00'.repeat(16);
  const whole = (change: (line: string) => string = (line) => line) =>
    change(`{"number":3,"salt":"${salt}","event_id":"e","actor":"a","category":"c","action":"d","description":"","timestamp":"2026-08-02T17:39:42.5Z","details":""}`);

  it('is read as it is written', () => {
    expect(readLine(whole())).toMatchObject({ number: 3, id: 'e', actor: 'a', description: '', details: '' });
  });

  it.each([
    ['no JSON', () => '{"number":3'],
    ['a blank more', (line: string) => line.replace('{', '{ ')],
    ['a field twice', (line: string) => line.replace('"actor":"a"', '"actor":"b","actor":"a"')],
    ['a field more', (line: string) => line.replace('"details"', '"more":"","details"')],
    ['a field less', (line: string) => line.replace('"actor":"a",', '')],
    ['another order', (line: string) => line.replace('"actor":"a","category":"c"', '"category":"c","actor":"a"')],
    ['an escape that is not needed', (line: string) => line.replace('"actor":"a"', '"actor":"\\u0061"')],
    ['half a character', (line: string) => line.replace('"actor":"a"', '"actor":"\\ud800"')],
    ['another form of the number', (line: string) => line.replace('3', '3.0')],
    ['an offset', (line: string) => line.replace('42.5Z', '42.5+00:00')],
    ['a zero at the end of the fraction', (line: string) => line.replace('42.5Z', '42.50Z')],
    ['a day that is none', (line: string) => line.replace('2026-08-02', '2026-02-30')],
    ['a year beyond', (line: string) => line.replace('2026', '2262')],
    ['a salt in capitals', (line: string) => line.replace(salt, 'AB'.repeat(16))],
    ['a short salt', (line: string) => line.replace(salt, salt.slice(2))],
  ])('is refused with %s', (_, change) => {
    expect(() => readLine(whole(change))).toThrow(Error);
  });

  it('is refused if nothing is left out of it and it says so', () => {
    const part = `{"salt":"${salt}","`;
    const line = `{"number":3,"what":${part}event_id":"e","category":"c","action":"d","timestamp":"2026-08-02T17:39:42Z"},"member":${part}actor":"a"},"description":${part}description":""},"details":{}}`;
    expect(() => readLine(line)).toThrow('nothing is left out of it');
  });

  it('covers long texts, whose lengths take more bytes', () => {
    const id = 'é'.repeat(100);
    const before = encode(id).length;
    expect(before).toBe(200);
    const one = commitWhat(bytes(salt), { id, category: 'c', action: 'd', time: 0n });
    const other = commitWhat(bytes(salt), { id: `${id}x`, category: 'c', action: 'd', time: 0n });
    expect(hex(one)).not.toBe(hex(other));
  });
});
