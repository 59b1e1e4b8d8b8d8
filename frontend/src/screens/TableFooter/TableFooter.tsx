import type { SearchResult } from '../../api';
import { runCommand } from '../../commands/list';
import { addAllMatching, expectPage, goToPage } from '../../commands/table';
import { Button } from '../../components/Button/Button';
import { Pager } from '../../components/Pager/Pager';
import { countOf, pageMark } from '../../state/picked';
import { isAll } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import { count, plural } from '../../text/numbers';
import styles from './TableFooter.module.css';

/** The rows of this page, the selection, and the pages. */
export function TableFooter() {
  const session = useSession();
  const answer = useStore(session.queries.answer);
  const selecting = useSelected(session.selections.picked, countOf) > 0;
  if (!answer.result) return <footer className={styles.footer} />;
  const { result, search } = answer;
  const first = (result.page - 1) * 200 + 1;
  const last = first + result.hits.length - 1;
  return (
    <footer className={styles.footer} data-region data-selecting={selecting || undefined}>
      <div className={styles.words}>
        <p className={styles.shown}>
          {result.total === 0 ? (
            'No events'
          ) : (
            <>
              <span className={styles.range}>
                {count(first)}–{count(last)}
              </span>
              {' of '}
              <strong>{count(result.total)}</strong> {isAll(search) ? 'events' : `matching ${result.total === 1 ? 'event' : 'events'}`}
            </>
          )}
        </p>
        {selecting && <SelectionWords result={result} token={answer.token} />}
      </div>
      <Pager page={result.page} pages={result.pages} onPage={(page) => goToPage(session, page)} onNear={(by) => expectPage(session, by)} />
    </footer>
  );
}

function SelectionWords({ result, token }: { result: SearchResult; token: string }) {
  const session = useSession();
  const picked = useStore(session.selections.picked);
  const only = useStore(session.selections.only);
  const selected = countOf(picked);
  const { mark, onPage } = pageMark(picked, { hits: result.hits, token });
  const elsewhere = selected - onPage;
  const offer = mark === 'all' && result.total > result.hits.length && selected < result.total && !only;
  return (
    <div className={styles.selection}>
      <p>
        <strong>{count(selected)}</strong> selected{elsewhere === 0 ? ' on this page' : onPage === 0 ? ', none on this page' : `, ${count(elsewhere)} not on this page`}
      </p>
      {offer && (
        <Button look="link" onClick={() => void addAllMatching(session)}>
          Select all {plural(result.total, 'event')} that match
        </Button>
      )}
      {session.app.get().features.includes('selected') && (elsewhere > 0 || only) && (
        <Button look="link" aria-pressed={only} onClick={() => runCommand(session, 'select.only')}>
          {only ? 'Show all events' : 'Show only these'}
        </Button>
      )}
      <Button look="link" onClick={() => runCommand(session, 'select.none')}>
        Clear
      </Button>
    </div>
  );
}
