/** What the officer is told and may act on. Stays until it is put away. */

import type { Fault } from '../api';
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
    return this.add('error', fault.message, fault.hint, actions);
  }

  dismiss = (id: number) => this.list.update((list) => list.filter((one) => one.id !== id));
}
