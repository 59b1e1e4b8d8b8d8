/** What the officer is told and may act on. Stays until it is put away. */

import { faultWords, type Fault } from '../api';
import { Store } from './store';

export interface NoticeAction {
  label: string;
  run: () => void;
}

export interface Notice {
  id: number;
  kind: 'done' | 'error';
  title: string;
  text: string;
  actions: NoticeAction[];
}

const most = 3;

export class Notices {
  readonly list = new Store<readonly Notice[]>([]);
  /** For the live region; counts up so that the same words are said twice. */
  readonly said = new Store({ text: '', n: 0 });
  private next = 1;

  say = (text: string) => this.said.update(({ n }) => ({ text, n: n + 1 }));

  add(kind: Notice['kind'], title: string, text = '', actions: NoticeAction[] = []): number {
    const id = this.next++;
    this.list.update((list) => [...list.filter((one) => one.title !== title || one.text !== text), { id, kind, title, text, actions }].slice(-most));
    this.say(text === '' ? title : `${title}. ${text}`);
    return id;
  }

  fault(fault: Fault, actions: NoticeAction[] = []) {
    const { title, text } = headline(fault);
    return this.add('error', title, text, actions);
  }

  dismiss = (id: number) => this.list.update((list) => list.filter((one) => one.id !== id));
}

/** Longer than this, what happened is told under its own beginning. */
const longest = 60;

/** "Case.daybook was not opened: daybook has it open" in a title and a text. */
function headline({ message, hint }: Fault): { title: string; text: string } {
  const at = message.indexOf(': ');
  if (message.length <= longest || at < 0) return { title: message, text: hint };
  const cause = message.slice(at + 2);
  return { title: message.slice(0, at), text: faultWords({ code: '', message: cause.charAt(0).toUpperCase() + cause.slice(1), hint }) };
}
