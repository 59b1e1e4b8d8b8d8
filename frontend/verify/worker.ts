/** Works beside the page, so that this stays responsive: one worker checks, and another one
 * takes the hashes of the large files meanwhile, which is as much to do. */

import { sum, work, type Job, type Summed } from './job';
import type { Picked } from './ui/pick';

/** What a worker is asked for: a check, with a port through which hashes come where another
 * worker takes them; hashes, through that port; or to expect none any more. */
export type Asked = { ask: 'check'; job: Job; port: MessagePort | null } | { ask: 'sum'; picked: Picked; port: MessagePort } | { ask: 'alone' };

const scope = self as unknown as { onmessage: ((event: MessageEvent<Asked>) => void) | null; postMessage(message: unknown): void };

const known = new Map<string, string | null>();
const waiting = new Map<string, (sha256: string | null) => void>();
let alone = false;

function came({ name, sha256 }: Summed) {
  known.set(name, sha256);
  waiting.get(name)?.(sha256);
}

function hashOf(name: string): Promise<string | null> {
  return new Promise((resolve) => {
    if (alone || known.has(name)) resolve(known.get(name) ?? null);
    else waiting.set(name, resolve);
  });
}

scope.onmessage = ({ data }) => {
  switch (data.ask) {
    case 'check':
      if (data.port) data.port.onmessage = (event: MessageEvent<Summed>) => came(event.data);
      void work(data.job, (told) => scope.postMessage(told), data.port && hashOf);
      return;
    case 'sum': {
      const { port } = data;
      void sum(data.picked, (summed) => port.postMessage(summed));
      return;
    }
    case 'alone':
      alone = true;
      for (const resolve of waiting.values()) resolve(null);
  }
};
