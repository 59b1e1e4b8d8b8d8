/** The selection as a value: some events, whatever is on display. All pure. */

import type { Hit, Selected, Selection } from '../api';

export interface Picked {
  /** Events picked one by one. */
  seqs: ReadonlySet<number>;
  /** An all-matching selection, fixed when it was chosen; "" for none. */
  token: string;
  tokenCount: number;
  /** Events of the token that were taken out again. */
  except: ReadonlySet<number>;
}

export const nothing: Picked = { seqs: new Set(), token: '', tokenCount: 0, except: new Set() };

export function countOf(picked: Picked): number {
  return picked.tokenCount - picked.except.size + picked.seqs.size;
}

/** Hits as they were answered, and for which token their flags hold. */
export interface Flagged {
  hits: readonly Hit[];
  token: string;
}

function inToken(picked: Picked, hit: Hit, token: string): boolean {
  return picked.token !== '' && token === picked.token && hit.selected === true;
}

export function isPicked(picked: Picked, hit: Hit, token: string): boolean {
  return inToken(picked, hit, token) ? !picked.except.has(hit.seq) : picked.seqs.has(hit.seq);
}

/** Takes hits in or out. */
export function withHits(picked: Picked, { hits, token }: Flagged, on: boolean): Picked {
  const seqs = new Set(picked.seqs);
  const except = new Set(picked.except);
  for (const hit of hits) {
    if (inToken(picked, hit, token)) {
      if (on) except.delete(hit.seq);
      else except.add(hit.seq);
    } else if (on) {
      seqs.add(hit.seq);
    } else {
      seqs.delete(hit.seq);
    }
  }
  const next = { ...picked, seqs, except };
  return countOf(next) === 0 ? nothing : next;
}

export function fromSelected(selected: Selected): Picked {
  if (selected.count === 0) return nothing;
  return { seqs: new Set(), token: selected.token, tokenCount: selected.count, except: new Set() };
}

export function toSelection(picked: Picked): Selection {
  return { seqs: [...picked.seqs], token: picked.token, except: [...picked.except] };
}

export type PageMark = 'none' | 'some' | 'all';

/** The heading's checkbox: it speaks of this page only. */
export function pageMark(picked: Picked, page: Flagged): { mark: PageMark; onPage: number } {
  let onPage = 0;
  for (const hit of page.hits) if (isPicked(picked, hit, page.token)) onPage++;
  const mark = onPage === 0 ? 'none' : onPage === page.hits.length ? 'all' : 'some';
  return { mark, onPage };
}
