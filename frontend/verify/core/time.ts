/** Times of events: nanoseconds since 1970, written as RFC 3339 in UTC. */

const form = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;
const giga = 1_000_000_000n;

export const earliest = -(1n << 63n);
export const latest = (1n << 63n) - 1n;

/** A time that cannot be read: it is none, or its year is not one of those of events. */
export type NoTime = 'none' | 'out of bounds';

/** Days come again and again, and each is looked up once. */
let day = 'no day';
let daySeconds = 0;

/** Two digits at a place; NaN where there are others. */
function two(text: string, at: number): number {
  const [tens, ones] = [text.charCodeAt(at) - 48, text.charCodeAt(at + 1) - 48];
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : NaN;
}

/** Reads the form that nearly every time has, of the day before: whole seconds in UTC. */
function readPlain(text: string): bigint | null {
  if (text.length !== 20 || !text.endsWith('Z') || text[10] !== 'T' || text[13] !== ':' || text[16] !== ':' || !text.startsWith(day)) return null;
  const [hour, minute, second] = [two(text, 11), two(text, 14), two(text, 17)];
  return hour < 24 && minute < 60 && second < 60 ? BigInt(daySeconds + hour * 3600 + minute * 60 + second) * giga : null;
}

/** Reads a time; events have one of the years 1678 to 2261. */
export function readTime(text: string): bigint | NoTime {
  const plain = readPlain(text);
  if (plain !== null) return plain;
  const found = form.exec(text);
  if (!found) return 'none';
  const date = text.slice(0, 10);
  if (date !== day) {
    const [year, month, dayOf] = [Number(found[1]), Number(found[2]), Number(found[3])];
    const at = new Date(0);
    at.setUTCFullYear(year, month - 1, dayOf);
    if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== dayOf) return 'none';
    day = year < 1678 || year > 2261 ? 'no day' : date;
    daySeconds = at.getTime() / 1000;
  }
  const [hour, minute, second] = [Number(found[4]), Number(found[5]), Number(found[6])];
  if (hour > 23 || minute > 59 || second > 59) return 'none';
  const zone = found[8]!;
  let offset = 0;
  if (zone !== 'Z') {
    const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
    if (hours > 24 || minutes > 60) return 'none';
    offset = (zone.startsWith('-') ? -60 : 60) * (hours * 60 + minutes);
  }
  const seconds = daySeconds + hour * 3600 + minute * 60 + second - offset;
  const year = new Date(seconds * 1000).getUTCFullYear();
  if (year < 1678 || year > 2261) return 'out of bounds';
  return BigInt(seconds) * giga + BigInt((found[7] ?? '').slice(0, 9).padEnd(9, '0'));
}

/** RFC 3339 in UTC with as many digits of the fraction as there are. */
export function timeText(time: bigint): string {
  let seconds = time / giga;
  let fraction = time % giga;
  if (fraction < 0n) {
    fraction += giga;
    seconds -= 1n;
  }
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const digits = fraction === 0n ? '' : `.${fraction.toString().padStart(9, '0').replace(/0+$/, '')}`;
  return `${whole}${digits}Z`;
}

/** Whether a text that `readTime` reads is what `timeText` writes for it. */
export function isWritten(text: string): boolean {
  return text.endsWith('Z') && !/\.\d*0Z$/.test(text) && text.length <= 30;
}
