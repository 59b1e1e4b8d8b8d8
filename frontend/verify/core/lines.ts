/** Lines of a file that comes in chunks, of bounded length. */

import { decode, encode } from './bytes';
import { Damaged } from './inflate';

export const lineFeed = 10;

/** What is wrong with the form of a file, in words. */
export class Malformed extends Error {}

export const unended = 'the last line does not end';
export const tooLong = 'a line is longer than that of the event can be';

/** A line that is no UTF-8, which cannot be equal to any that is. */
export const noText = '\ud800';

/** Lines that can be taken one by one without waiting, as long as there are any: only
 * then is there something to wait for. */
export class Lines {
  /** The number of lines that were taken. */
  n = 0;
  private ready: string[] = [];
  private at = 0;
  private rest: Uint8Array[] = [];
  private restLength = 0;
  private chunks: AsyncIterator<Uint8Array>;
  ended = false;

  constructor(chunks: AsyncIterable<Uint8Array>, public most = Infinity, private pause: (() => Promise<void>) | null = null) {
    this.chunks = chunks[Symbol.asyncIterator]();
  }

  /** The next line without its end; undefined where it must be waited for, or where the
   * file ends. */
  peek(): string | undefined {
    return this.ready[this.at];
  }

  take(): string | undefined {
    const line = this.ready[this.at];
    if (line === undefined) return undefined;
    this.at++;
    this.n++;
    // Only where a line may be too long is it worth to count its bytes.
    if (line.length * 3 > this.most && encode(line).length > this.most) throw new Malformed(tooLong);
    return line;
  }

  /** The next line, waiting for it; undefined at the end of the file. */
  async next(): Promise<string | undefined> {
    while (this.peek() === undefined && !this.ended) await this.fill();
    return this.take();
  }

  /** Waits for more lines, or for the end. */
  async fill(): Promise<void> {
    if (this.pause) await this.pause();
    const result = await this.chunks.next();
    if (result.done) {
      this.ended = true;
      if (this.restLength > 0) throw new Malformed(unended);
      return;
    }
    const { value } = result;
    const end = value.lastIndexOf(lineFeed) + 1;
    if (end > 0) this.split([...this.rest, value.subarray(0, end)]);
    if (end > 0) {
      this.rest = [];
      this.restLength = 0;
    }
    if (end < value.length) {
      this.rest.push(value.slice(end));
      this.restLength += value.length - end;
    }
    if (this.restLength > this.most) throw new Malformed(tooLong);
  }

  private split(parts: Uint8Array[]) {
    const bytes = parts.length === 1 ? parts[0]! : joined(parts);
    const text = decode(bytes);
    const lines = text === null ? eachAlone(bytes) : text.split('\n');
    lines.pop();
    this.ready = this.at < this.ready.length ? [...this.ready.slice(this.at), ...lines] : lines;
    this.at = 0;
  }
}

function joined(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Decodes each line alone, so that only the one that is no text is lost. */
function eachAlone(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  let from = 0;
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, from)) {
    lines.push(decode(bytes.subarray(from, at)) ?? noText);
    from = at + 1;
  }
  lines.push('');
  return lines;
}

/** Whether an error is the file's own, which was or will be reported at its end. */
export function isDamage(error: unknown): boolean {
  return error instanceof Damaged;
}
