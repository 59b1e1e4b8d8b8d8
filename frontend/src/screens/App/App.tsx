import { lazy, Suspense, useEffect, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { useFocusKeeper } from '../../commands/useFocusKeeper';
import { useKeys } from '../../commands/useKeys';
import { LiveRegion } from '../../components/LiveRegion/LiveRegion';
import type { Started } from '../../state/begin';
import type { Session } from '../../state/session';
import { SessionContext, useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { Browse } from '../Browse/Browse';
import { DropVeil } from '../DropVeil/DropVeil';
import { Notices } from '../Notices/Notices';
import { Start } from '../Start/Start';
import styles from './App.module.css';

/** Milliseconds that the first drawing waits for its rows. */
const rowsWithin = 150;

/** Parts that the first rows do not need and must not wait for: loaded this many
 * milliseconds after them. */
const dialogsAfter = 500;
const loadDialogs = () => import('../Dialogs/Dialogs').then(({ Dialogs }) => ({ default: Dialogs }));
const Dialogs = lazy(loadDialogs);

/** The words of the window are English; dates and numbers follow the system,
 * where that speaks English, too. */
const locale = navigator.language.startsWith('en') ? navigator.language : 'en-GB';

export function App({ started }: { started: Promise<Started> }) {
  const [now, setNow] = useState<Started | null>(null);
  useEffect(() => void started.then(setNow), [started]);
  if (!now) return null;
  if ('problem' in now) return <p className={styles.problem}>{now.problem}</p>;
  return (
    <I18nProvider locale={locale}>
      <SessionContext value={now.session}>
        <Window session={now.session} />
      </SessionContext>
    </I18nProvider>
  );
}

function Window({ session }: { session: Session }) {
  const archive = useSelected(session.app, (app) => app.archive?.key);
  const theme = useSelected(session.app, (app) => app.settings.theme);
  const answered = useSelected(session.queries.answer, ({ result, fault, dateFault }) => (result ?? fault ?? dateFault) !== null);
  const asked = useSelected(session.view.dialog, (dialog) => dialog !== null);
  const [begun, setBegun] = useState(false);
  // What the window began with stays until there is more to see.
  const [empty] = useState(archive === undefined);
  const [withDialogs, setWithDialogs] = useState(false);
  useKeys(session);
  useFocusKeeper();
  // The first time it is drawn with its rows, not without and then with them,
  // unless they are late.
  if (!begun && answered) setBegun(true);
  useEffect(() => {
    if (begun || archive === undefined) return;
    const timer = setTimeout(() => setBegun(true), rowsWithin);
    return () => clearTimeout(timer);
  }, [begun, archive]);
  useEffect(() => {
    if (asked) setWithDialogs(true);
    if (withDialogs || (!answered && archive !== undefined)) return;
    const timer = setTimeout(() => setWithDialogs(true), dialogsAfter);
    return () => clearTimeout(timer);
  }, [answered, asked, archive, withDialogs]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <>
      {archive !== undefined && begun ? <Browse key={archive} /> : (archive === undefined || empty) && <Start />}
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

/** A component of its own: it changes with each answer, and everything around it
 * stays as it is. */
function Said() {
  return <LiveRegion {...useStore(useSession().notices.said)} />;
}
