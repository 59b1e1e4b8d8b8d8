/**
 * Whether activity.json and activity.csv have exactly the events of events.jsonl: their
 * texts are written again and compared, many records at a time. That is all that is needed
 * of a bundle that is whole; for one that is not, follow.ts finds out what happened.
 */

import { encode, equal, type Bytes } from './bytes';
import { isDamage } from './lines';
import { csvHeader, csvRecord, jsonFields, type Fields } from './written';

/** How a file begins, how its records are separated, and how it ends. */
interface Frame {
  begin: string;
  record(e: Fields, first: boolean): string;
  end(some: boolean): string;
}

export const jsonFrame: Frame = {
  begin: '[',
  record: (e, first) => `${first ? '' : ','}\n{${jsonFields(e)}}`,
  end: (some) => (some ? '\n]\n' : ']\n'),
};

export const csvFrame: Frame = {
  begin: `${csvHeader}\n`,
  record: (e) => `${csvRecord(e)}\n`,
  end: () => '',
};

const mark = encode('\ufeff');
/** How many characters are compared at once. */
const batch = 1 << 16;

export class Alike {
  /** Records that were compared. */
  n = 0;
  differs = false;
  private text: string;
  private rest: Bytes = new Uint8Array(0);
  private marked = false;
  private begun = false;

  constructor(private chunks: AsyncIterator<Bytes>, private frame: Frame, private mayBeMarked: boolean) {
    this.text = frame.begin;
  }

  /** Adds an event; what is returned must be waited for. */
  event(e: Fields): Promise<void> | null {
    this.text += this.frame.record(e, this.n++ === 0);
    return this.text.length < batch ? null : this.compare();
  }

  /** Whether all is alike, to the last byte. */
  async end(wide: boolean): Promise<boolean> {
    this.text += this.frame.end(this.n > 0);
    await this.compare();
    if (!this.differs && (this.rest.length > 0 || (await this.more()))) this.differs = true;
    return !this.differs && this.marked === (wide && this.mayBeMarked);
  }

  private async more(): Promise<boolean> {
    try {
      const result = await this.chunks.next();
      if (result.done) return false;
      this.rest = result.value;
      return true;
    } catch (error) {
      // What is damaged is said when the file is read again.
      if (!isDamage(error)) throw error;
      this.differs = true;
      return false;
    }
  }

  private async compare() {
    if (this.differs) return;
    if (!this.begun) await this.begin();
    let want = encode(this.text);
    this.text = '';
    while (want.length > 0) {
      if (this.rest.length === 0 && !(await this.more())) {
        this.differs = true;
        return;
      }
      const length = Math.min(want.length, this.rest.length);
      if (!sameStart(want, this.rest, length)) {
        this.differs = true;
        return;
      }
      want = want.subarray(length);
      this.rest = this.rest.subarray(length);
    }
  }

  /** Passes over a byte order mark; whether it must be there is known at the end. */
  private async begin() {
    this.begun = true;
    await this.more();
    if (!this.mayBeMarked || !equal(this.rest.subarray(0, mark.length), mark)) return;
    this.marked = true;
    this.rest = this.rest.subarray(mark.length);
  }
}

function sameStart(a: Bytes, b: Bytes, length: number): boolean {
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false;
  return true;
}
