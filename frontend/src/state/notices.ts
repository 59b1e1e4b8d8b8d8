/** Notices for the officer, often with an action: about the open archive, or about
 * facts that hold whichever archive is open. */

import { faultWords, type Fault } from '../api';
import { Store } from './store';

export interface NoticeAction {
  label: string;
  run: () => void;
}

/** Subjects with only one notice at a time: a newer notice replaces it. */
export type Topic = 'checkpoint' | 'damage' | 'doubt' | 'due' | 'mended' | 'opening' | 'query' | 'read-only' | 'select-first' | 'settings';

/** `warn` is for work that was done incompletely; `note` for a fact that is not a
 * problem. */
export type NoticeKind = 'done' | 'note' | 'warn' | 'error';

export interface About {
  topic?: Topic;
  /** True whichever archive is open: a file that was written, an archive that
   * was not opened. Anything else goes with the archive that it is about. */
  lasting?: boolean;
}

/** That an archive was not opened belongs to no archive, until one is open. */
export const opening: About = { topic: 'opening', lasting: true };

export interface Notice {
  id: number;
  kind: NoticeKind;
  title: string;
  text: string;
  actions: NoticeAction[];
  topic: Topic | null;
  /** The key of the archive it goes with; null: it stays. */
  archive: string | null;
}

export class Notices {
  /** The oldest first. */
  readonly list = new Store<readonly Notice[]>([]);
  /** For the live region; counts up so that the same words are said twice. */
  readonly said = new Store({ text: '', n: 0 });
  /** The id of the newest that there was. */
  newest = 0;
  private archive = '';

  say = (text: string) => this.said.update(({ n }) => ({ text, n: n + 1 }));

  add(kind: NoticeKind, title: string, text = '', actions: NoticeAction[] = [], { topic, lasting = false }: About = {}): number {
    const id = ++this.newest;
    const notice: Notice = { id, kind, title, text, actions, topic: topic ?? null, archive: lasting ? null : this.archive };
    const replaced = (one: Notice) => (topic !== undefined && one.topic === topic) || (one.title === title && one.text === text);
    this.list.update((list) => [...list.filter((one) => !replaced(one)), notice]);
    this.say(text === '' ? title : `${title}. ${text}`);
    return id;
  }

  fault(fault: Fault, actions: NoticeAction[] = [], about: About = {}) {
    const { title, text } = headline(fault);
    return this.add('error', title, text, actions, about);
  }

  dismiss = (id: number) => this.drop((one) => one.id === id);

  /** It is not so any more. */
  withdraw = (topic: Topic) => this.drop((one) => one.topic === topic);

  /** Another archive is open now, or with "" none: notices about the archive before
   * are removed. */
  turnTo(archive: string) {
    if (archive === this.archive) return;
    this.archive = archive;
    this.drop((one) => (one.archive !== null && one.archive !== archive) || (archive !== '' && one.topic === 'opening'));
  }

  private drop(gone: (notice: Notice) => boolean) {
    if (this.list.get().some(gone)) this.list.update((list) => list.filter((one) => !gone(one)));
  }
}

/** Whether it may go by itself: nothing is wrong, and nothing is left to do. */
export function passes({ kind, actions }: Notice): boolean {
  return kind === 'done' && actions.length === 0;
}

/** A longer text is shown under a title made of its beginning. */
const longest = 60;

/** "Case.daybook was not opened: daybook has it open" in a title and a text. */
function headline({ message, hint }: Fault): { title: string; text: string } {
  const at = message.indexOf(': ');
  if (message.length <= longest || at < 0) return { title: message, text: hint };
  const cause = message.slice(at + 2);
  return { title: message.slice(0, at), text: faultWords({ code: '', message: cause.charAt(0).toUpperCase() + cause.slice(1), hint }) };
}
