import { goToFilters } from '../../commands/focus';
import { runCommand } from '../../commands/list';
import { Button } from '../../components/Button/Button';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { filterWords, unfiltered } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import styles from './OutOfSight.module.css';

/** The filters in force, where the filters themselves are not shown: without it a
 * table could show some events and nothing would say which. */
export function OutOfSight({ className }: { className?: string }) {
  const session = useSession();
  const search = useSelected(session.queries.answer, (answer) => answer.search);
  const words = filterWords(search);
  if (words === '') return null;
  return (
    <div role="group" aria-label="Filters in force" className={`${styles.strip} ${className ?? ''}`} data-region>
      <p className={styles.words}>
        <MarkedText text={`Filters: ${words}`} />
      </p>
      <Button
        look="link"
        onClick={() => {
          runCommand(session, 'window.filters');
          requestAnimationFrame(goToFilters);
        }}
      >
        Show filters
      </Button>
      <Button look="link" onClick={() => void session.change(unfiltered)}>
        Clear filters
      </Button>
    </div>
  );
}
