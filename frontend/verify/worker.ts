/** Works beside the page, so that this stays responsive: one worker checks, and another one
 * helps it with the hashes, which are most of the work. */

import { Leaves } from './core/leaves';
import { unlock } from './core/unlock';
import { help, work, type Job, type Part } from './job';
import type { Picked } from './ui/pick';

/** What a worker is asked for: a check, with a port through which help comes where there is
 * any; help, through that port; or to expect none any more. */
export type Asked = { ask: 'check'; job: Job; port: MessagePort | null } | { ask: 'help'; picked: Picked; port: MessagePort } | { ask: 'alone' };

const scope = self as unknown as { onmessage: ((event: MessageEvent<Asked>) => void) | null; postMessage(message: unknown): void };

const known = new Map<string, string | null>();
const waiting = new Map<string, (sha256: string | null) => void>();
const leaves = new Leaves();
let alone = false;

function came(part: Part) {
  if ('batch' in part) {
    leaves.add(part);
    return;
  }
  known.set(part.name, part.sha256);
  waiting.get(part.name)?.(part.sha256);
}

function sum(name: string): Promise<string | null> {
  return new Promise((resolve) => {
    if (alone || known.has(name)) resolve(known.get(name) ?? null);
    else waiting.set(name, resolve);
  });
}

/** A round through the queue of tasks, which a timer would make wait for milliseconds. */
const round = new MessageChannel();
function pause(): Promise<void> {
  return new Promise((resolve) => {
    round.port1.onmessage = () => resolve();
    round.port2.postMessage(null);
  });
}

scope.onmessage = ({ data }) => {
  switch (data.ask) {
    case 'check':
      if (data.port) data.port.onmessage = (event: MessageEvent<Part>) => came(event.data);
      void work(data.job, (told) => scope.postMessage(told), { elsewhere: data.port && { sum, leaf: leaves.take, pause }, unlock });
      return;
    case 'help': {
      const { port } = data;
      void help(data.picked, (part) => port.postMessage(part));
      return;
    }
    case 'alone':
      alone = true;
      for (const resolve of waiting.values()) resolve(null);
  }
};
