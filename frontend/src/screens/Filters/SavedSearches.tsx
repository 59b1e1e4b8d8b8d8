import { runCommand } from '../../commands/list';
import { Icon } from '../../components/Icon/Icon';
import { MarkedText } from '../../components/MarkedText/MarkedText';
import { Menu } from '../../components/Menu/Menu';
import { matchKey } from '../../state/search';
import { applySaved, deleteSaved, saveSearch, savedFor } from '../../state/saved';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { Choice } from './Choice';
import styles from './Filters.module.css';

export function SavedSearches() {
  const session = useSession();
  const saved = useSelected(session.app, (app) => app.settings.saved);
  const archive = useSelected(session.app, (app) => app.archive?.id ?? '');
  const search = useStore(session.queries.search);
  const now = matchKey(search);
  const act = (name: string, id: string) => {
    if (id === 'replace') saveSearch(session, name);
    else if (id === 'rename') session.view.open({ kind: 'rename', name });
    else deleteSaved(session, name);
  };
  return (
    <section className={styles.group} aria-labelledby="filter-saved">
      <h3 id="filter-saved" className={styles.heading}>
        Saved searches
      </h3>
      {savedFor(saved, archive).map(({ name, search: kept }) => (
        <div key={name} className={styles.saved}>
          <Choice pressed={matchKey({ ...kept, zone: search.zone }) === now} onPress={() => applySaved(session, name)}>
            <MarkedText text={name} />
          </Choice>
          <Menu
            look="icon"
            className={styles.more}
            label={`Saved search ${name}: more`}
            align="end"
            groups={[
              {
                id: 'saved',
                entries: [
                  { id: 'replace', label: 'Replace by the search on display' },
                  { id: 'rename', label: 'Rename…' },
                  { id: 'delete', label: 'Delete' },
                ],
              },
            ]}
            onAction={(id) => act(name, id)}
          >
            <Icon name="more" />
          </Menu>
        </div>
      ))}
      <button type="button" className={styles.link} onClick={() => runCommand(session, 'search.save')}>
        Save this search…
      </button>
    </section>
  );
}
