import { useEffect, useState } from 'react';
import { toFault, type Fault, type Receipts } from '../../api';
import { useSession } from '../../state/SessionContext';

/** The receipts of all purges, newest first; null until they are known. */
export function useReceipts(): { receipts: Receipts | null; fault: Fault | null } {
  const { door } = useSession();
  const [receipts, setReceipts] = useState<Receipts | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    door.Receipts().then(setReceipts, (reason: unknown) => setFault(toFault(reason)));
  }, [door]);
  return { receipts, fault };
}
