import { useEffect, useState } from 'react';
import { goToTable } from '../../commands/focus';
import { runCommand } from '../../commands/list';
import { Button } from '../../components/Button/Button';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import type { WayOut } from '../../state/queries';
import { isAll, parts } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { spelled } from '../../text/hidden';
import { listed } from '../../text/listed';
import { plural } from '../../text/numbers';
import styles from './EmptyResult.module.css';

/** In the place of rows: why there are none, and ways to find some. */
export function EmptyResult() {
  const session = useSession();
  const { result, search, fault } = useStore(session.queries.answer);
  const events = useSelected(session.app, (app) => app.archive?.events ?? 0);
  const sources = useSelected(session.app, (app) => app.sources);
  if (fault) {
    return (
      <Message title={fault.message} text={fault.hint}>
        <Button onClick={() => void session.queries.refresh()}>Try again</Button>
      </Message>
    );
  }
  if (!result) return null;
  if (events === 0) {
    return (
      <Message title="This archive is empty" text={`Import an export file of ${listed(sources, 'or')}, or drop it on this window.`}>
        <Button look="primary" onClick={() => runCommand(session, 'import')}>
          Import…
        </Button>
      </Message>
    );
  }
  return isAll(search) ? <Message title="No events" text="" /> : <NothingFound key={JSON.stringify(search)} />;
}

function NothingFound() {
  const session = useSession();
  const { search } = useStore(session.queries.answer);
  const [ways, setWays] = useState<WayOut[]>([]);
  useEffect(() => {
    void session.queries.waysOut(search).then((found) => found && setWays(found));
  }, [session, search]);
  const all = parts(search);
  return (
    <Message title="No event matches" text={`Asked for: ${all.map((part) => part.label).join(', ')}.`} whole={spelled(search.text)}>
      {all.length > 1 &&
        ways.slice(0, 3).map((way, i) => (
          <Button key={way.label} look={i === 0 ? 'primary' : 'plain'} className={styles.way} onClick={() => void session.queries.change(way.search)}>
            <span>
              Drop <MarkedText text={way.label} />: {plural(way.total, 'event')}
            </span>
          </Button>
        ))}
      <Button onClick={() => runCommand(session, 'search.clear')}>Clear everything</Button>
    </Message>
  );
}

interface MessageProps {
  title: string;
  text: string;
  /** On hovering: the full text of a part that is cut. */
  whole?: string;
  children?: React.ReactNode;
}

function Message({ title, text, whole, children }: MessageProps) {
  // The row that had the focus is gone.
  useEffect(() => {
    if (document.activeElement === document.body || document.activeElement?.closest('[role="grid"]')) goToTable();
  }, []);
  return (
    <section className={styles.empty} aria-label={title} data-no-rows>
      <h2 className={styles.title}>
        <MarkedText text={title} />
      </h2>
      {text && (
        <p className={styles.text} title={whole}>
          <MarkedText text={text} />
        </p>
      )}
      <div className={styles.ways}>{children}</div>
    </section>
  );
}
