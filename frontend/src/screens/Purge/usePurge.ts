import { useEffect, useState } from 'react';
import { toFault, type Fault, type PurgePreview } from '../../api';
import { useSession } from '../../state/SessionContext';

/** The events that are due now; null until they are known. */
export function usePurge(): { answer: PurgePreview | null; fault: Fault | null } {
  const { door } = useSession();
  const [answer, setAnswer] = useState<PurgePreview | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    door.PreviewPurge().then(setAnswer, (reason: unknown) => setFault(toFault(reason)));
  }, [door]);
  return { answer, fault };
}
