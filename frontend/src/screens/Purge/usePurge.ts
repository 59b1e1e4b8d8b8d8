import { useEffect, useState } from 'react';
import { toFault, type Fault, type PurgeAnswer } from '../../api';
import { useSession } from '../../state/SessionContext';

/** What is due now, and what was purged before; null until it is known. */
export function usePurge(): { answer: PurgeAnswer | null; fault: Fault | null } {
  const { door } = useSession();
  const [answer, setAnswer] = useState<PurgeAnswer | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    door.Purge({ confirm: '' }).then(setAnswer, (reason: unknown) => setFault(toFault(reason)));
  }, [door]);
  return { answer, fault };
}
