/** Plans, holds and purges of the fake: the rule itself, over its few events. */

import type { Hold, HoldAnswer, HoldRequest, Plan, PlanAnswer, PlanRequest, PurgeAnswer, Receipt, SearchState } from '../types';
import { lastTime, timeText, toHit, type FakeEvent } from './events';
import { matches } from './match';
import { asked, parse } from './parse';
import { fault } from './fault';

const day = 86_400_000;
const days = { free: 1, starter: 7, pro: 30, scale: 180, enterprise: 365, keep: 0 } as const;
const names = { free: 'Free plan: 1 day', starter: 'Starter plan: 7 days', pro: 'Pro plan: 30 days', scale: 'Scale plan: 180 days', enterprise: 'Enterprise plan: 1 year', keep: 'Keep everything' } as const;

interface FakeHold {
  hold: Hold;
  search: SearchState;
}

/** What a plan and holds are about. */
interface Kept {
  plan: Plan;
  events: FakeEvent[];
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

  private covers(search: SearchState, event: FakeEvent) {
    return matches(event, search, parse(search.text, search.zone), lastTime);
  }

  private covering(search: SearchState): number {
    return this.archive.events.filter((event) => this.covers(search, event)).length;
  }

  private past(plan: keyof typeof days): FakeEvent[] {
    const kept = days[plan];
    return kept === 0 ? [] : this.archive.events.filter((event) => event.at <= lastTime - kept * day);
  }

  due(plan = this.archive.plan): FakeEvent[] {
    return this.past(plan).filter((event) => !this.holds.some(({ search }) => this.covers(search, event)));
  }

  look(plan = this.archive.plan): PurgeAnswer {
    const due = this.due(plan).sort((x, y) => x.at - y.at);
    const counts = new Map<string, number>();
    for (const { category } of due) counts.set(category, (counts.get(category) ?? 0) + 1);
    const [first, last] = [due[0], due.at(-1)];
    return {
      task: '',
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
      outside: 'Freed blocks of the disk, backups and synced copies are outside Daybook: what was purged may still be in them.',
      receipts: this.receipts,
    };
  }

  /** Removes what is due; `token` is that of what was shown. */
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

  plan({ plan, confirm }: PlanRequest): PlanAnswer {
    const purge = { ...this.look(plan), token: '' };
    if (confirm) this.archive.plan = plan;
    return { changed: confirm, purge };
  }

  hold({ search, name, reason, empty, release }: HoldRequest): HoldAnswer {
    const answer: HoldAnswer = { holds: [], released: [], placed: '', words: '', hint: '', covers: 0 };
    if (release !== '') this.release(release, reason);
    if (search) {
      answer.words = search.text === '' ? 'the whole archive' : asked(search.text, search.zone).words;
      answer.hint = asked(search.text, search.zone).hint;
      answer.covers = this.covering(search);
      if (reason !== '') {
        if (answer.covers === 0 && !empty) throw fault('input', 'That hold would cover no event', 'Change the search, or say that the hold is for events to come.');
        answer.placed = `H${String(++this.made)}`;
        const hold: Hold = {
          id: answer.placed, name, reason, words: answer.words, placed: timeText(lastTime), by: 'ana', events: 0,
          released: '', releasedBy: '', releaseReason: '',
        };
        this.holds.push({ hold, search });
      }
    }
    answer.holds = this.holds.map(({ hold, search: on }) => ({ ...hold, events: this.covering(on) }));
    answer.released = this.released;
    return answer;
  }

  private release(id: string, reason: string) {
    const at = this.holds.findIndex(({ hold }) => hold.id === id);
    const found = this.holds[at];
    if (!found) throw fault('gone', 'That hold is not in force any more', '');
    if (reason === '') throw fault('input', 'A reason of 1 to 1,000 characters is needed', '');
    this.holds.splice(at, 1);
    this.released = [{ ...found.hold, released: timeText(lastTime), releasedBy: 'ana', releaseReason: reason }, ...this.released];
  }
}
