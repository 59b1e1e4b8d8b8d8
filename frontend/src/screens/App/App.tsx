import { lazy, Suspense, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import type { Door } from '../../api';
import { faultWords, toFault } from '../../api';
import { useFocusKeeper } from '../../commands/useFocusKeeper';
import { useKeys } from '../../commands/useKeys';
import { LiveRegion } from '../../components/LiveRegion/LiveRegion';
import { watchCheck } from '../../state/archives';
import { exportEnded } from '../../state/exports';
import { importEnded } from '../../state/imports';
import { purgeEnded, watchDue } from '../../state/retention';
import { Session } from '../../state/session';
import { SessionContext, useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { Browse } from '../Browse/Browse';
import { DropVeil } from '../DropVeil/DropVeil';
import { Notices } from '../Notices/Notices';
import { Start } from '../Start/Start';
import styles from './App.module.css';

/** Not needed for the first rows: loaded after them. */
const loadDialogs = () => import('../Dialogs/Dialogs').then(({ Dialogs }) => ({ default: Dialogs }));
const Dialogs = lazy(loadDialogs);

type Started = { session: Session } | { problem: string };

async function start(door: Promise<Door | null>): Promise<Started> {
  try {
    const open = await door;
    if (!open) return { problem: 'This is the inside of Daybook’s window. Start the program Daybook to use it.' };
    const session = await Session.start(open);
    session.endings.add((task) => importEnded(session, task));
    session.endings.add((task) => exportEnded(session, task));
    session.endings.add((task) => purgeEnded(session, task));
    watchDue(session);
    watchCheck(session);
    return { session };
  } catch (reason) {
    return { problem: faultWords(toFault(reason)) };
  }
}

/** The words of the window are English; dates and numbers follow the system,
 * where that speaks English, too. */
const locale = navigator.language.startsWith('en') ? navigator.language : 'en-GB';

export function App({ door }: { door: Promise<Door | null> }) {
  const [started, setStarted] = useState<Started | null>(null);
  useEffect(() => void start(door).then(setStarted), [door]);
  if (!started) return null;
  if ('problem' in started) return <p className={styles.problem}>{started.problem}</p>;
  return (
    <I18nProvider locale={locale}>
      <SessionContext value={started.session}>
        <Window session={started.session} />
      </SessionContext>
    </I18nProvider>
  );
}

function Window({ session }: { session: Session }) {
  const archive = useSelected(session.app, (app) => app.archive?.id);
  const theme = useSelected(session.app, (app) => app.settings.theme);
  const answered = useSelected(session.queries.answer, ({ result, fault, dateFault }) => (result ?? fault ?? dateFault) !== null);
  const asked = useSelected(session.view.dialog, (dialog) => dialog !== null);
  const [withDialogs, setWithDialogs] = useState(false);
  useKeys(session);
  useFocusKeeper();
  useEffect(() => {
    if (answered || asked || archive === undefined) setWithDialogs(true);
  }, [answered, asked, archive]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <>
      {archive === undefined ? <Start /> : <Browse key={archive} />}
      <Notices />
      {withDialogs && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
      <DropVeil />
      <Said />
    </>
  );
}

/** By itself: something is said with each answer, and all else stays as it is. */
function Said() {
  return <LiveRegion {...useStore(useSession().notices.said)} />;
}
