import { goToTable } from '../../commands/focus';
import { keyParts } from '../../commands/keys';
import { Keys } from '../../components/Keys/Keys';
import { SearchField } from '../../components/SearchField/SearchField';
import { useSession } from '../../state/SessionContext';
import { useSelected } from '../../state/store';
import { spelled } from '../../text/hidden';
import { SearchHelp } from './SearchHelp';

/** Search while typing: each change is asked at once, the newest answer wins. */
export function SearchBar() {
  const session = useSession();
  const text = useSelected(session.queries.search, (search) => search.text);
  const fault = useSelected(session.queries.answer, (answer) => answer.dateFault);
  const hint = useSelected(session.queries.answer, (answer) => answer.result?.asked.hint ?? '');
  const change = (next: string) => void session.change((search) => ({ ...search, text: next, page: 1 }), true);
  return (
    <SearchField
      label="Search member, category, action and description"
      placeholder="Search member, category, action and description"
      value={text}
      keyHint={<Keys parts={keyParts('Mod+F')} joined />}
      error={fault ? [fault.message, fault.hint].filter(Boolean).join(': ') : ''}
      hint={text === '' ? '' : spelled(hint)}
      onChange={change}
      onLeave={() => goToTable()}
    >
      <SearchHelp
        onInsert={(term) => {
          change(text === '' || text.endsWith(' ') ? text + term : `${text} ${term}`);
          requestAnimationFrame(() => document.querySelector<HTMLInputElement>('[data-search]')?.focus());
        }}
      />
    </SearchField>
  );
}
