/** Saved searches. */

import type { SavedSearch, SearchState } from '../api';
import type { Session } from './session';

export function savedFor(saved: readonly SavedSearch[], archive: string): SavedSearch[] {
  return saved.filter((one) => one.archive === '' || one.archive === archive);
}

const byName = (saved: readonly SavedSearch[]) => [...saved].sort((a, b) => a.name.localeCompare(b.name));

/** Saves the search on display; one with the same name is replaced. A search
 * that names imports is of use in this archive only. */
export function saveSearch(session: Session, name: string) {
  const { settings, archive } = session.app.get();
  const search: SearchState = { ...session.queries.search.get(), page: 1 };
  const one: SavedSearch = { name, archive: search.imports.length > 0 ? (archive?.id ?? '') : '', search };
  const others = settings.saved.filter((other) => other.name !== name);
  session.set({ saved: byName([...others, one]) });
  session.notices.say(`Search saved as ${name}`);
}

export function applySaved(session: Session, name: string) {
  const one = session.app.get().settings.saved.find((saved) => saved.name === name);
  if (one) void session.change((now) => ({ ...one.search, zone: now.zone, page: 1 }));
}

export function renameSaved(session: Session, from: string, to: string) {
  const { saved } = session.app.get().settings;
  const others = saved.filter((one) => one.name !== to || one.name === from);
  session.set({ saved: byName(others.map((one) => (one.name === from ? { ...one, name: to } : one))) });
}

export function deleteSaved(session: Session, name: string) {
  const named = (one: SavedSearch) => one.name === name;
  const others = () => session.app.get().settings.saved.filter((one) => !named(one));
  const gone = session.app.get().settings.saved.filter(named);
  session.set({ saved: others() });
  const undo = () => session.set({ saved: byName([...others(), ...gone]) });
  session.notices.add('done', `Saved search “${name}” deleted`, '', [{ label: 'Undo', run: undo }], { lasting: true });
}
