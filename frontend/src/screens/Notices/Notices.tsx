import { useEffect, useState } from 'react';
import { Button } from '../../components/Button/Button';
import { Notice } from '../../components/Notice/Notice';
import { passes, type Notice as Told } from '../../state/notices';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { count } from '../../text/numbers';
import styles from './Notices.module.css';
import { usePlaceKept } from './usePlaceKept';

/** The number of notices on display; the others are behind a button. */
const most = 3;
/** Milliseconds after which a notice that may go by itself does, if nobody points
 * at the notices or is among them: three times what reading it takes. */
export const passAfter = 30_000;

/** The notices of the window, the newest first. While a dialog is open it shows
 * those that come; these wait. */
export function Notices() {
  const session = useSession();
  const list = useStore(session.notices.list);
  const behind = useSelected(session.view.dialog, (dialog) => dialog !== null);
  const [all, setAll] = useState(false);
  const [over, setOver] = useState(false);
  const [within, setWithin] = useState(false);
  const { ref, height, keep, letGo } = usePlaceKept();
  const none = list.length === 0 && height === 0;
  // Of what is taken out, nothing says that pointer or focus left it.
  useEffect(() => {
    setWithin(ref.current?.contains(document.activeElement) ?? false);
    if (behind || none) {
      setOver(false);
      letGo();
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only what was put away lets go, and ref is the same always
  }, [list, behind, none]);
  const left = Math.max(0, list.length - most);
  if (all && left === 0) setAll(false);
  if (none) return null;
  const back = putBack(list, all ? 0 : left);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it only notes that somebody is reading
    <aside
      ref={ref}
      style={height > 0 ? { minHeight: height } : undefined}
      data-kept={height > 0 || undefined}
      className={styles.notices}
      aria-label="Notices"
      data-region
      onPointerEnter={() => setOver(true)}
      onPointerLeave={() => {
        setOver(false);
        letGo();
      }}
      onFocus={() => setWithin(true)}
      onBlur={(event) => setWithin(event.currentTarget.contains(event.relatedTarget))}
    >
      {list.toReversed().map((one) => (
        <Passing key={one.id} notice={one} hidden={back.has(one.id)} rests={over || within || behind} onBeforeDismiss={() => over && keep()} />
      ))}
      {left > 0 && (
        <Button className={styles.more} aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show fewer' : `${count(left)} more`}
        </Button>
      )}
    </aside>
  );
}

/** Those that are put back first when there are too many: those that would go by
 * themselves, then the oldest; the newest never. */
function putBack(list: readonly Told[], left: number): ReadonlySet<number> {
  const older = list.slice(0, -1);
  const first = [...older.filter(passes), ...older.filter((one) => !passes(one))];
  return new Set(first.slice(0, left).map((one) => one.id));
}

interface PassingProps {
  notice: Told;
  /** It is behind the others, and its time runs all the same. */
  hidden: boolean;
  /** Its time does not run. */
  rests: boolean;
  onBeforeDismiss: () => void;
}

function Passing({ notice, hidden, rests, onBeforeDismiss }: PassingProps) {
  const { notices } = useSession();
  const { id, kind, title, text, actions } = notice;
  const runs = passes(notice) && !rests;
  useEffect(() => {
    if (!runs) return;
    const timer = setTimeout(() => notices.dismiss(id), passAfter);
    return () => clearTimeout(timer);
  }, [runs, notices, id]);
  if (hidden) return null;
  return (
    <Notice
      kind={kind}
      title={title}
      text={text}
      actions={actions}
      onDismiss={() => {
        onBeforeDismiss();
        notices.dismiss(id);
      }}
    />
  );
}
