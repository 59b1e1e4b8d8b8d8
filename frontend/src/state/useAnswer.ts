import { useEffect, useState } from 'react';
import { toFault, type Door, type Fault } from '../api';
import { useSession } from './SessionContext';

/** The answer to a question that a screen asks once, which is the same function each
 * time; null until it is known. */
export function useAnswer<T>(ask: (door: Door) => Promise<T>): { answer: T | null; fault: Fault | null } {
  const { door } = useSession();
  const [answer, setAnswer] = useState<T | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    ask(door).then(setAnswer, (reason: unknown) => setFault(toFault(reason)));
  }, [door, ask]);
  return { answer, fault };
}
