import { useEffect, useState } from 'react';
import { faultWords, toFault, type Fault, type Plan, type PurgePreview } from '../../api';
import { Button } from '../../components/Button/Button';
import { ChoiceField } from '../../components/ChoiceField/ChoiceField';
import { Dialog } from '../../components/Dialog/Dialog';
import { useOff } from '../../state/changes';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { useOnce } from '../../state/useOnce';
import { plans, planName } from '../NewArchive/plans';
import { Off } from '../Off/Off';
import { Preview } from '../Purge/Preview';

/** Another plan for the archive, with the events that would be due under it. */
export function ChangePlan() {
  const session = useSession();
  const off = useOff();
  const now = useSelected(session.app, (app) => app.archive?.plan ?? 'keep');
  const [plan, setPlan] = useState<Plan>(now);
  const [shown, setShown] = useState<{ plan: Plan; purge: PurgePreview } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  useEffect(() => {
    let current = true;
    session.door.PreviewPlan(plan).then(
      (purge) => current && setShown({ plan, purge }),
      (reason: unknown) => current && setFault(toFault(reason)),
    );
    return () => {
      current = false;
    };
  }, [session, plan]);
  const ready = shown?.plan === plan;
  const [change, changing] = useOnce(async () => {
    if (plan === now || !ready || off) return;
    const changed = await session.attempt(async () => {
      await session.door.ChangePlan(plan);
      return true;
    });
    if (!changed) return;
    session.view.close();
    session.notices.add('done', `The plan is changed: ${planName(plan)}`, 'Nothing has been purged. The first purge under it asks first.');
    await session.reload();
  });
  return (
    <Dialog
      wide
      title="Change the plan"
      onClose={session.view.close}
      onSubmit={change}
      footer={
        <>
          <Button onClick={session.view.close}>Cancel</Button>
          <Button look="primary" type="submit" unavailable={plan === now || !ready || changing || off !== null}>
            Change the plan
          </Button>
        </>
      }
    >
      <Off />
      <ChoiceField label="How long events are kept" value={plan} choices={plans} onChange={setPlan} help="Changing the plan purges nothing itself. It is noted in the journal." />
      {fault && <p role="alert">{faultWords(fault)}</p>}
      <div role="status">{ready ? <Preview answer={shown.purge} /> : !fault && <p>Reading what would be due…</p>}</div>
    </Dialog>
  );
}
