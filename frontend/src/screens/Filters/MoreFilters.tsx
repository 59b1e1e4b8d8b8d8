import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { count } from '../../text/numbers';
import { Choice } from './Choice';
import styles from './Filters.module.css';

/** Filters that not every archive needs: conflicts, imports. */
export function MoreFilters() {
  const session = useSession();
  const some = useSelected(session.app, (app) => (app.archive?.conflicts ?? 0) > 0);
  const conflicts = useSelected(session.queries.answer, ({ facets }) => facets?.conflicts);
  const only = useSelected(session.queries.search, (search) => search.conflictsOnly);
  const imports = useSelected(session.queries.search, (search) => search.imports);
  if (!some && !only && imports.length === 0) return null;
  return (
    <section className={styles.group} aria-labelledby="filter-more">
      <h3 id="filter-more" className={styles.heading}>
        Other
      </h3>
      {(some || only) && (
        <Choice pressed={only} count={conflicts === undefined ? undefined : count(conflicts)} onPress={() => void session.change((search) => ({ ...search, conflictsOnly: !only, page: 1 }))}>
          Conflicts only
        </Choice>
      )}
      {imports.map((number) => (
        <Choice key={number} pressed onPress={() => void session.change((search) => ({ ...search, imports: search.imports.filter((one) => one !== number), page: 1 }))}>
          Import {number} only
        </Choice>
      ))}
    </section>
  );
}
