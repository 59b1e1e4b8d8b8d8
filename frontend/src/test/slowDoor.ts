import type { Door, QueryRequest, QueryResult } from '../api';

/** A door whose answers come when the test says so. */
export function slowDoor() {
  const asked: { request: QueryRequest; answer: (total: number) => void; fail: (code: string) => void }[] = [];
  const Query = (request: QueryRequest) =>
    new Promise<QueryResult>((resolve, reject) => {
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
  return { door: { Query } as Partial<Door> as Door, asked };
}
