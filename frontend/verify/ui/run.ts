/** Runs a check in a worker; where a browser allows none, in the page. */

import { work, type Job, type Told } from '../job';
import Beside from '../worker?worker&inline';

/** Starts a check, and returns what stops it. */
export function run(job: Job, tell: (told: Told) => void): () => void {
  let stopped = false;
  const told = (one: Told) => {
    if (!stopped) tell(one);
  };
  const worker = begin();
  if (!worker) {
    void work(job, told);
    return () => (stopped = true);
  }
  let answered = false;
  worker.onmessage = ({ data }: MessageEvent<Told>) => {
    answered = true;
    told(data);
    if (data.kind !== 'progress') worker.terminate();
  };
  worker.onerror = () => {
    worker.terminate();
    if (answered) told({ kind: 'failed', message: 'The browser stopped the check. Choose the bundle again.' });
    else void work(job, told);
  };
  worker.postMessage(job);
  return () => {
    stopped = true;
    worker.terminate();
  };
}

function begin(): Worker | null {
  try {
    return new Beside();
  } catch {
    return null;
  }
}
