/** Every command of the window: the single list behind menus, keys and the shortcut
 * list. */

import { closeArchive, openArchive, trySample } from '../state/archives';
import { verifyBundle } from '../state/bundles';
import { tellOff, whyOff } from '../state/changes';
import { askForBundle, copySelected, exportSelected } from '../state/exports';
import { countOf } from '../state/picked';
import { emptySearch } from '../state/search';
import type { Session } from '../state/session';
import { filtersVisible, goToRegion, goToSearch } from './focus';
import { addAllMatching, selectPage, turnPage } from './table';

export type Group = 'Archive' | 'Search' | 'Table' | 'Selection' | 'Window';

export interface Command {
  id: string;
  label: string;
  group: Group;
  keys: readonly string[];
  /** Only where an archive is open. */
  needsArchive?: boolean;
  /** Also while the focus is in a text field. */
  inFields?: boolean;
  /** Left out of the shortcut list and of keys where this says no. */
  when?: (session: Session) => boolean;
  /** Its keys do nothing where this says no; menus still offer it. */
  keysWhen?: (session: Session) => boolean;
  /** Where nothing in the archive can be changed it tells why instead. */
  changes?: boolean;
  run: (session: Session) => void;
}

const isDamaged = (session: Session) => session.app.get().archive?.check === 'damaged';
const isDoubted = (session: Session) => (session.app.get().archive?.doubt.length ?? 0) > 0;
const hasSelection = (session: Session) => countOf(session.selections.picked.get()) > 0;
/** Ctrl+C copies events unless text is selected, as everywhere else. */
const canCopy = (session: Session) => hasSelection(session) && (document.getSelection()?.isCollapsed ?? true);

export const commands: readonly Command[] = [
  { id: 'archive.new', label: 'New archive…', group: 'Archive', keys: ['Mod+N'], inFields: true, run: (s) => s.view.open({ kind: 'new' }) },
  { id: 'archive.open', label: 'Open archive…', group: 'Archive', keys: ['Mod+O'], inFields: true, run: (s) => void openArchive(s) },
  { id: 'archive.sample', label: 'Try the sample', group: 'Archive', keys: [], run: (s) => void trySample(s) },
  { id: 'archive.close', label: 'Close archive', group: 'Archive', keys: ['Mod+W'], needsArchive: true, inFields: true, run: (s) => void closeArchive(s) },
  { id: 'import', label: 'Import…', group: 'Archive', keys: ['Mod+I'], needsArchive: true, inFields: true, changes: true, run: askForFiles },
  { id: 'plan', label: 'Change the plan…', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'plan' }) },
  { id: 'holds', label: 'Holds…', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'holds' }) },
  { id: 'purge', label: 'Purge…', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'purge' }) },
  { id: 'receipts', label: 'Receipts of purges', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'receipts' }) },
  { id: 'imports', label: 'Past imports', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'imports' }) },
  { id: 'problems', label: 'What is damaged', group: 'Archive', keys: [], needsArchive: true, when: isDamaged, run: (s) => s.view.open({ kind: 'problems' }) },
  { id: 'trust', label: 'Take this archive as it is…', group: 'Archive', keys: [], needsArchive: true, when: isDoubted, run: (s) => s.view.open({ kind: 'trust', newKey: false }) },
  { id: 'verify', label: 'Verify…', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'verify' }) },
  { id: 'verify.bundle', label: 'Verify an evidence bundle…', group: 'Archive', keys: [], run: (s) => void verifyBundle(s) },
  { id: 'journal', label: 'Journal', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'journal' }) },
  { id: 'checkpoints', label: 'Checkpoints and exported files…', group: 'Archive', keys: [], needsArchive: true, run: (s) => s.view.open({ kind: 'checkpoints' }) },

  { id: 'search', label: 'Search', group: 'Search', keys: ['Mod+F', '/'], needsArchive: true, inFields: true, run: goToSearch },
  { id: 'search.clear', label: 'Clear the search and all filters', group: 'Search', keys: ['Mod+Shift+X'], needsArchive: true, inFields: true, run: (s) => void s.change((now) => ({ ...emptySearch(now.zone), sort: now.sort })) },
  { id: 'search.back', label: 'Back to the search before', group: 'Search', keys: ['Alt+ArrowLeft'], needsArchive: true, inFields: true, run: (s) => s.queries.goBack() },
  { id: 'search.forward', label: 'Forward again', group: 'Search', keys: ['Alt+ArrowRight'], needsArchive: true, inFields: true, run: (s) => s.queries.goForward() },
  { id: 'search.save', label: 'Save this search…', group: 'Search', keys: ['Mod+S'], needsArchive: true, inFields: true, run: (s) => s.view.open({ kind: 'save' }) },
  { id: 'search.dates', label: 'Choose dates…', group: 'Search', keys: ['Mod+D'], needsArchive: true, inFields: true, run: (s) => s.view.open({ kind: 'dates' }) },

  { id: 'page.next', label: 'Next page', group: 'Table', keys: ['Mod+PageDown'], needsArchive: true, inFields: true, run: (s) => turnPage(s, 1) },
  { id: 'page.previous', label: 'Previous page', group: 'Table', keys: ['Mod+PageUp'], needsArchive: true, inFields: true, run: (s) => turnPage(s, -1) },

  { id: 'select.page', label: 'Select all on this page', group: 'Selection', keys: ['Mod+A'], needsArchive: true, run: selectPage },
  { id: 'select.all', label: 'Select all that match', group: 'Selection', keys: ['Mod+Shift+A'], needsArchive: true, inFields: true, run: (s) => void addAllMatching(s) },
  { id: 'select.ids', label: 'Select by event id…', group: 'Selection', keys: ['Mod+Shift+V'], needsArchive: true, inFields: true, run: (s) => s.view.open({ kind: 'paste', text: '' }) },
  { id: 'select.only', label: 'Show only selected events', group: 'Selection', keys: ['Mod+Shift+F'], needsArchive: true, inFields: true, when: (s) => s.app.get().features.includes('selected') && hasSelection(s), run: (s) => s.selections.only.update((only) => !only) },
  { id: 'select.none', label: 'Clear the selection', group: 'Selection', keys: ['Mod+Shift+Z'], needsArchive: true, inFields: true, when: hasSelection, run: (s) => s.selections.clear() },
  { id: 'select.undo', label: 'Undo the last change of the selection', group: 'Selection', keys: ['Mod+Z'], needsArchive: true, run: (s) => s.selections.undo() },

  { id: 'copy.csv', label: 'Copy as CSV', group: 'Selection', keys: ['Mod+C'], needsArchive: true, keysWhen: canCopy, run: (s) => void copySelected(s, 'csv') },
  { id: 'copy.json', label: 'Copy as JSON', group: 'Selection', keys: ['Mod+Shift+C'], needsArchive: true, keysWhen: canCopy, run: (s) => void copySelected(s, 'json') },
  { id: 'export.csv', label: 'Export as CSV…', group: 'Selection', keys: ['Mod+E'], needsArchive: true, inFields: true, run: (s) => void exportSelected(s, 'csv') },
  { id: 'export.json', label: 'Export as JSON…', group: 'Selection', keys: ['Mod+Shift+E'], needsArchive: true, inFields: true, run: (s) => void exportSelected(s, 'json') },
  { id: 'export.bundle', label: 'Export evidence bundle…', group: 'Selection', keys: [], needsArchive: true, run: askForBundle },

  { id: 'window.fullscreen', label: 'Full screen', group: 'Window', keys: ['F11'], needsArchive: true, inFields: true, run: (s) => s.view.fullscreen.update((on) => !on) },
  { id: 'window.filters', label: 'Show or hide filters', group: 'Window', keys: ['Mod+B'], needsArchive: true, inFields: true, run: (s) => s.view.sidebar.set(!filtersVisible()) },
  { id: 'window.region', label: 'Next part of the window', group: 'Window', keys: ['F6'], inFields: true, run: () => goToRegion(1) },
  { id: 'window.region.back', label: 'Previous part of the window', group: 'Window', keys: ['Shift+F6'], inFields: true, run: () => goToRegion(-1) },
  { id: 'settings', label: 'Settings…', group: 'Window', keys: ['Mod+,'], inFields: true, run: (s) => s.view.open({ kind: 'settings' }) },
  { id: 'shortcuts', label: 'Keyboard shortcuts', group: 'Window', keys: ['F1', '?'], inFields: true, run: (s) => s.view.open({ kind: 'shortcuts' }) },
  { id: 'quit', label: 'Quit', group: 'Window', keys: ['Mod+Q'], inFields: true, run: (s) => quit(s) },
];

function askForFiles(session: Session) {
  if (whyOff(session)) tellOff(session);
  else session.view.open({ kind: 'import', drop: null });
}

function quit(session: Session) {
  session.save();
  session.door.quit();
}

const byId = new Map(commands.map((command) => [command.id, command]));

export function commandById(id: string): Command {
  const found = byId.get(id);
  if (!found) throw new RangeError(`no command ${id}`);
  return found;
}

export function isPossible(command: Command, session: Session): boolean {
  if (command.needsArchive && !session.app.get().archive) return false;
  return command.when?.(session) ?? true;
}

export function runCommand(session: Session, id: string) {
  const command = byId.get(id);
  if (command && isPossible(command, session)) command.run(session);
}
