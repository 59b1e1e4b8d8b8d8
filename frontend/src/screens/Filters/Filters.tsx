import { useCallback } from 'react';
import { FacetList } from '../../components/FacetList/FacetList';
import { toggled, type ListFilter } from '../../state/search';
import { useSession } from '../../state/SessionContext';
import { useSelected, useStore } from '../../state/store';
import type { Facet } from '../../api';
import { MoreFilters } from './MoreFilters';
import { SavedSearches } from './SavedSearches';
import { TimeFilter } from './TimeFilter';
import styles from './Filters.module.css';

/** Filters with the exact counts of the search on display. */
export function Filters({ className = '' }: { className?: string }) {
  const { queries } = useSession();
  const facets = useSelected(queries.answer, (answer) => answer.facets);
  const busy = useStore(queries.counting);
  return (
    <nav className={`${styles.filters} ${className}`} aria-label="Filters" data-region data-filters>
      <h2 className="visually-hidden">Filters</h2>
      <ListFacet list="categories" heading="Category" many="categories" facet={facets?.categories ?? none} busy={busy} />
      <ListFacet list="actions" heading="Action" many="actions" facet={facets?.actions ?? none} few={5} busy={busy} />
      <ListFacet list="members" heading="Member" many="members" facet={facets?.members ?? none} few={5} busy={busy} />
      <TimeFilter />
      <MoreFilters />
      <SavedSearches />
    </nav>
  );
}

const none: Facet = { values: [], distinct: 0 };

interface ListFacetProps {
  list: ListFilter;
  heading: string;
  many: string;
  facet: Facet;
  busy: boolean;
  few?: number;
}

function ListFacet({ list, facet, ...rest }: ListFacetProps) {
  const session = useSession();
  const chosen = useSelected(session.queries.search, (search) => search[list]);
  const onToggle = useCallback((value: string) => void session.change((search) => toggled(search, list, value)), [session, list]);
  const onClear = useCallback(() => void session.change((search) => ({ ...search, [list]: [], page: 1 })), [session, list]);
  if (facet.values.length === 0 && chosen.length === 0) return null;
  return <FacetList {...rest} values={facet.values} distinct={facet.distinct} chosen={chosen} onToggle={onToggle} onClear={onClear} />;
}
