/** Plans, holds and purges of the fake: the rule itself, over its few events. */

import type { Hold, HoldPreview, HoldRequest, Holds, Plan, PurgePreview, Receipt, SearchState } from '../types';
import { lastTime, timeText, type FakeEvent } from './events';
import { fault } from './fault';
import { toHit } from './hit';
import { matches } from './match';
import { asked, parse } from './parse';

const day = 86_400_000;
const days = { free: 1, starter: 7, pro: 30, scale: 180, enterprise: 365, keep: 0 } as const;
const names = { free: 'Free plan: 1 day', starter: 'Starter plan: 7 days', pro: 'Pro plan: 30 days', scale: 'Scale plan: 180 days', enterprise: 'Enterprise plan: 1 year', keep: 'Keep everything' } as const;

export const outside = 'Freed blocks of the disk, backups and synced copies are outside Daybook: what was purged may still be in them.';

interface FakeHold {
  hold: Hold;
  search: SearchState;
}

/** The events that are kept or purged. */
interface Kept {
  events: FakeEvent[];
  plan: Plan;
}

function covers(search: SearchState): (event: FakeEvent) => boolean {
  const parsed = parse(search.text, search.zone);
  return (event) => matches(event, search, parsed, lastTime);
}

export class FakeRetention {
  private readonly archive: Kept;
  private holds: FakeHold[] = [];
  private released: Hold[] = [];
  private made = 0;
  receipts: Receipt[] = [];

  constructor(archive: Kept) {
    this.archive = archive;
  }

  private covering(search: SearchState): number {
    return this.archive.events.filter(covers(search)).length;
  }

  private past(plan: keyof typeof days): FakeEvent[] {
    const kept = days[plan];
    return kept === 0 ? [] : this.archive.events.filter((event) => event.at <= lastTime - kept * day);
  }

  due(plan = this.archive.plan): FakeEvent[] {
    const held = this.holds.map(({ search }) => covers(search));
    return this.past(plan).filter((event) => !held.some((covered) => covered(event)));
  }

  look(plan = this.archive.plan): PurgePreview {
    const due = this.due(plan).sort((x, y) => x.at - y.at);
    const counts = new Map<string, number>();
    for (const { category } of due) counts.set(category, (counts.get(category) ?? 0) + 1);
    const [first, last] = [due[0], due.at(-1)];
    return {
      token: due.length > 0 && plan === this.archive.plan ? `purge-${String(due.length)}` : '',
      events: this.archive.events.length,
      due: due.length,
      held: this.past(plan).length - due.length,
      unread: 0,
      first: first ? timeText(first.at) : '',
      last: last ? timeText(last.at) : '',
      cutoff: days[plan] === 0 ? '' : timeText(lastTime - days[plan] * day),
      sample: due.slice(0, 20).map((event) => toHit(event, false)),
      categories: [...counts].map(([value, count]) => ({ value, count })).sort((x, y) => y.count - x.count),
      rule: names[plan],
      emptyHolds: this.holds.filter(({ search }) => this.covering(search) === 0).map(({ hold }) => `${hold.id} ${hold.name}: ${hold.words}`),
      asks: due.length > 0 && this.receipts.length === 0 ? ['It would be the first purge under this plan.'] : [],
      clockBehind: false,
      unreadable: [],
      outside,
    };
  }

  /** Removes the due events; `token` is that of the preview. */
  purge(token: string): Receipt {
    const shown = this.look();
    if (token !== shown.token) throw fault('changed', 'What is due has changed since it was shown', 'Look at it again.');
    const gone = new Set(this.due());
    this.archive.events = this.archive.events.filter((event) => !gone.has(event));
    const at = timeText(lastTime);
    const receipt: Receipt = {
      line: 12 + this.receipts.length, done: at, user: 'ana', events: gone.size, held: shown.held, leaves: 1,
      first: shown.first, last: shown.last, at, rule: shown.rule, holds: this.holds.map(({ hold }) => hold.id),
    };
    this.receipts = [receipt, ...this.receipts];
    return receipt;
  }

  all(): Holds {
    return {
      inForce: this.holds.map(({ hold, search }) => ({ ...hold, events: this.covering(search) })),
      released: this.released,
    };
  }

  preview(search: SearchState): HoldPreview {
    const { words, hint } = asked(search.text, search.zone);
    return { words: search.text === '' ? 'the whole archive' : words, hint, covers: this.covering(search) };
  }

  place({ search, name, reason, empty }: HoldRequest): string {
    const { words, covers } = this.preview(search);
    if (covers === 0 && !empty) throw fault('input', 'That hold would cover no event', 'Change the search, or say that the hold is for events to come.');
    const id = `H${String(++this.made)}`;
    const hold: Hold = { id, name, reason, words, placed: timeText(lastTime), by: 'ana', events: 0, released: '', releasedBy: '', releaseReason: '' };
    this.holds.push({ hold, search });
    return id;
  }

  release(id: string, reason: string) {
    const at = this.holds.findIndex(({ hold }) => hold.id === id);
    const found = this.holds[at];
    if (!found) throw fault('gone', 'That hold is not in force any more', '');
    if (reason === '') throw fault('input', 'A reason of 1 to 1,000 characters is needed', '');
    this.holds.splice(at, 1);
    this.released = [{ ...found.hold, released: timeText(lastTime), releasedBy: 'ana', releaseReason: reason }, ...this.released];
  }
}
