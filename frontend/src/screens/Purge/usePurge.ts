import { useEffect, useState } from 'react';
import { toFault, type Fault, type PurgePreview } from '../../api';
import { useSession } from '../../state/SessionContext';

/** What is due now; null until it is known. */
export function usePurge(): { answer: PurgePreview | null; fault: Fault | null } {
  const { door } = useSession();
  const [answer, setAnswer] = useState<PurgePreview | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    door.PreviewPurge().then(setAnswer, (reason: unknown) => setFault(toFault(reason)));
  }, [door]);
  return { answer, fault };
}
