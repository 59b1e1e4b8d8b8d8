import { useEffect, useLayoutEffect, useRef } from 'react';
import { goToTable, keepAtFullscreen } from '../../commands/focus';
import { useSession } from '../../state/SessionContext';
import { useStore } from '../../state/store';
import { EventPanel } from '../EventPanel/EventPanel';
import { EventTable } from '../EventTable/EventTable';
import { Filters } from '../Filters/Filters';
import { OutOfSight } from '../OutOfSight/OutOfSight';
import { StatusBar } from '../StatusBar/StatusBar';
import { TableFooter } from '../TableFooter/TableFooter';
import { Timeline } from '../Timeline/Timeline';
import { TopBar } from '../TopBar/TopBar';
import { FullscreenBar } from './FullscreenBar';
import styles from './Browse.module.css';

/** The main screen: search above, filters beside, the table in the middle. In
 * full screen the table is the same table, alone, so that it stays where it was. */
export function Browse() {
  const session = useSession();
  const fullscreen = useStore(session.view.fullscreen);
  const sidebar = useStore(session.view.sidebar);
  const shown = useStore(session.view.shown);

  useEffect(() => {
    session.door.setFullscreen(fullscreen);
    return () => session.door.setFullscreen(false);
  }, [session, fullscreen]);

  const before = useRef(fullscreen);
  useLayoutEffect(() => {
    if (before.current !== fullscreen) keepAtFullscreen();
    before.current = fullscreen;
  }, [fullscreen]);

  useEffect(() => {
    const leave = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || session.view.dialog.get()) return;
      if (document.querySelector('[role="menu"],[role="dialog"],[role="listbox"]')) return;
      if (session.view.shown.get() !== null) {
        session.view.shown.set(null);
        goToTable();
      } else if (session.view.fullscreen.get()) {
        session.view.fullscreen.set(false);
      }
    };
    window.addEventListener('keydown', leave);
    return () => window.removeEventListener('keydown', leave);
  }, [session]);

  return (
    <div className={styles.browse} data-panel={shown !== null || undefined} data-sidebar={sidebar ?? 'auto'} data-fullscreen={fullscreen || undefined}>
      {fullscreen ? <FullscreenBar /> : <TopBar />}
      <div className={styles.middle}>
        {!fullscreen && sidebar !== false && <Filters className={styles.side} />}
        <main className={styles.main}>
          {!fullscreen && <Timeline />}
          {!fullscreen && <OutOfSight className={styles.unseen} />}
          <EventTable />
          <TableFooter />
        </main>
        {shown !== null && <EventPanel key="panel" seq={shown} className={styles.panel} />}
      </div>
      {!fullscreen && <StatusBar />}
    </div>
  );
}
