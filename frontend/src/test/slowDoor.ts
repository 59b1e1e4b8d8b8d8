import type { Door, SearchRequest, SearchResult } from '../api';

/** A door whose answers come when the test says so. */
export function slowDoor() {
  const asked: { request: SearchRequest; answer: (total: number) => void; fail: (code: string) => void }[] = [];
  const Search = (request: SearchRequest) =>
    new Promise<SearchResult>((resolve, reject) => {
      const facet = { values: [], distinct: 0 };
      asked.push({
        request,
        answer: (total) =>
          resolve({
            number: request.number, total, page: request.search.page, pages: 9, hits: [], snapshot: 1,
            facets: request.facets ? { categories: facet, actions: facet, members: facet, conflicts: 0, histogram: [], gaps: { quiet: [], days: 0, imports: [], rejected: 0, purges: [], purged: 0, doubt: '' } } : null,
            asked: { terms: [], hint: '', words: '' },
          }),
        fail: (code) => reject({ code, message: code, hint: '' }),
      });
    });
  return { door: { Search } as Partial<Door> as Door, asked };
}
