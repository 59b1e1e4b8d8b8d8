/** Runs a check in workers; where a browser allows none, in the page. */

import { work, type Job, type Told } from '../job';
import type { Asked } from '../worker';
// oxlint-disable-next-line import/default -- Vite makes this module
import Beside from '../worker?worker&inline';

/** Starts a check, and returns what stops it. */
export function run(job: Job, tell: (told: Told) => void): () => void {
  let stopped = false;
  const told = (one: Told) => {
    if (!stopped) tell(one);
  };
  const checks = begin();
  if (!checks) {
    void work(job, told);
    return () => (stopped = true);
  }
  // What is decrypted is in the memory of the one worker that opened it.
  const helps = !job.secret && navigator.hardwareConcurrency > 1 ? begin() : null;
  const stop = () => {
    stopped = true;
    checks.terminate();
    helps?.terminate();
  };
  let answered = false;
  checks.onmessage = ({ data }: MessageEvent<Told>) => {
    answered = true;
    told(data);
    if (data.kind !== 'progress') stop();
  };
  checks.onerror = () => {
    checks.terminate();
    helps?.terminate();
    if (answered) told({ kind: 'failed', message: 'The browser stopped the check. Choose the bundle again.' });
    else void work(job, told);
  };
  const ask = (worker: Worker, asked: Asked, ports: MessagePort[] = []) => worker.postMessage(asked, ports);
  if (helps) {
    const { port1, port2 } = new MessageChannel();
    helps.onerror = () => ask(checks, { ask: 'alone' });
    ask(helps, { ask: 'help', picked: job.picked, port: port2 }, [port2]);
    ask(checks, { ask: 'check', job, port: port1 }, [port1]);
  } else ask(checks, { ask: 'check', job, port: null });
  return stop;
}

function begin(): Worker | null {
  try {
    return new Beside();
  } catch {
    return null;
  }
}
