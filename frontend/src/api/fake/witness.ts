/** What the fake's archive has of witnesses, and the witness that the fake's user is. */

import type { CosignAnswer, CosignedCheckpoint, CosignRequest, JournalLine, TakenCheckpoint } from '../types';
import { lastTime } from './events';
import { fault } from './fault';
import { line } from './journal';

/** What it needs of the archive. */
interface Held {
  readonly events: readonly unknown[];
  readonly journal: JournalLine[];
}

const now = () => new Date(lastTime).toISOString();
const file = 'Northwind 2026.cosigned.checkpoint';
const ann = { name: 'witness/ann', key: '67f7aea0', time: '2026-08-04T09:00:00Z' };
const annKey = 'witness/ann+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv';

export class FakeWitness {
  /** The size of the cosigned checkpoint that was taken; 0 for none. */
  private taken = 0;
  private name = '';
  private before = '';

  last(size: number): CosignedCheckpoint | null {
    return this.taken === 0 ? null : { size: this.taken, current: this.taken === size, by: [ann] };
  }

  look(): CosignRequest {
    const again = this.before !== '';
    return {
      token: 'cosign-1', file: 'Contoso 2026-11-22.checkpoint', origin: 'daybook/7c1f0a53-52f1-4a53-9e3e-0d2c4f5b8a61', size: 12_480,
      key: 'daybook/7c1f0a53-52f1-4a53-9e3e-0d2c4f5b8a61+d8d55e44+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx',
      claimed: !again, own: false, before: this.before, beforeSize: again ? 12_480 : 0, name: this.name, proposed: 'witness/amelie',
    };
  }

  cosign({ name }: CosignAnswer) {
    if (this.name === '') this.name = name;
    this.before = now();
    return { name: this.name, key: `${this.name}+2e1a8dc9+BG5JTpLc3FJtwzgh1Uv+Qelz9qeOH2bfWjS1s0s+y4rL` };
  }

  /** Ann is not known until her key is given. */
  take(archive: Held): TakenCheckpoint {
    if (this.taken === 0) return { file, token: 'cosigned-1', size: 0, fresh: false, by: [], others: [`${ann.name}, key ${ann.key}`] };
    return this.took(archive, this.taken !== archive.events.length);
  }

  trust(archive: Held, key: string): TakenCheckpoint {
    if (key.trim() !== annKey) throw fault('input', 'That is no key of a witness', 'Paste it whole, as the witness sent it: a name, eight digits and the key.');
    return this.took(archive, true);
  }

  private took(archive: Held, fresh: boolean): TakenCheckpoint {
    this.taken = archive.events.length;
    if (fresh) archive.journal.unshift(line(archive.journal.length + 1, 'cosigned checkpoint taken', `Took back the checkpoint of ${String(this.taken)} events, cosigned by ${ann.name} (key ${ann.key}).`));
    return { file, token: '', size: this.taken, fresh, by: [ann], others: [] };
  }
}
