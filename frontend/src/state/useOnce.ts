import { useRef, useState } from 'react';

/** What does work that is not to be begun again before it has ended, however
 * often it is asked for, and whether that is under way. */
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
