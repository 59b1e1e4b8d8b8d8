import { useRef, useState } from 'react';

/** A function that starts work and ignores further calls until the work has ended,
 * and whether the work is under way. */
export function useOnce(work: () => Promise<unknown>): [run: () => void, running: boolean] {
  const [running, setRunning] = useState(false);
  const under = useRef(false);
  const run = () => {
    if (under.current) return;
    under.current = true;
    setRunning(true);
    void work().finally(() => {
      under.current = false;
      setRunning(false);
    });
  };
  return [run, running];
}
