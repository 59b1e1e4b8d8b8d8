/**
 * The session: everything that the window knows, in stores, and its actions on the
 * officer's behalf. Screens read stores and call methods; nothing else talks to the
 * door.
 */

import { toFault, type AppState, type ArchiveInfo, type Door, type Drop, type SearchState, type Settings, type Task, type TaskKind } from '../api';
import { plural } from '../text/numbers';
import { resolveZone } from '../time/zone';
import { toAgree } from './agree';
import { Bundles } from './bundleCheck';
import { Notices, opening, type About } from './notices';
import { countOf, toSelection } from './picked';
import { Queries, type Answer } from './queries';
import type { RefusedFile } from './refused';
import { emptySearch } from './search';
import { Selections } from './selections';
import { Store } from './store';
import { Tasks } from './tasks';
import { View } from './view';

/** Milliseconds of rest before settings are saved. */
const rest = 700;

/** The subject of a failure, where that is not the open archive. */
const failed: Partial<Record<TaskKind, About>> = {
  sample: opening,
  open: opening,
  export: { lasting: true },
  bundle: { lasting: true },
};

export class Session {
  readonly door: Door;
  readonly app: Store<AppState>;
  readonly view = new View();
  readonly notices = new Notices();
  readonly tasks: Tasks;
  readonly selections: Selections;
  readonly queries: Queries;
  readonly bundles = new Bundles(() => this.view.open({ kind: 'verify-bundle' }));
  /** Told when a task ends; the actions of imports, exports and others listen. */
  readonly endings = new Set<(task: Task) => void>();
  /** Told when files are dropped. */
  readonly drops = new Set<(drop: Drop) => void>();
  /** Files that were not imported since the archive was opened, the newest first:
   * the archive itself knows nothing of them. */
  readonly refused = new Store<readonly RefusedFile[]>([]);
  private saving: ReturnType<typeof setTimeout> | undefined;

  private constructor(door: Door, state: AppState) {
    this.door = door;
    this.app = new Store(state);
    this.turn();
    this.tasks = new Tasks(door);
    this.selections = new Selections(door);
    this.queries = new Queries(door, () => {
      const picked = this.selections.picked.get();
      return { token: picked.token, only: this.selections.only.get() ? toSelection(picked) : null };
    });
    this.queries.onAnswer = (answer) => this.answered(answer);
    this.queries.onFault = (fault) => {
      if (fault.code === 'closed') return; // with it go the rows
      this.notices.fault(fault, [{ label: 'Try again', run: () => void this.queries.refresh() }], { topic: 'query' });
    };
    this.queries.onGone = () => {
      this.selections.reset();
      this.notices.add('error', 'The selection is no longer known', 'Select the events once more.');
      void this.queries.ask();
    };
    this.tasks.onEnd = (task) => this.ended(task);
    this.follow();
  }

  static async start(door: Door): Promise<Session> {
    // Heard from before State is asked on: nothing that happens between the two
    // may be missed, such as the end of opening an archive.
    const tasks: Task[] = [];
    let changed = false;
    const deaf = [door.on('task', (task) => tasks.push(task)), door.on('state', () => (changed = true))];
    const state = await door.State();
    for (const stop of deaf) stop();
    const session = new Session(door, state);
    door.setTheme(state.settings.theme);
    session.tasks.adopt([...state.tasks, ...tasks]);
    if (state.archive) session.show(state.archive);
    if (changed) void session.reload();
    return session;
  }

  private follow() {
    // Before all else that looks at the archive: what is told of it comes after
    // what was told of the one before has gone.
    this.app.subscribe(() => this.turn());
    this.door.on('state', () => void this.reload());
    this.door.on('closing', ({ busy }) => {
      this.save();
      if (busy) this.view.open({ kind: 'leave' });
    });
    this.door.on('drop', (drop) => {
      for (const hear of this.drops) hear(drop);
    });
    this.tasks.running.subscribe(() => {
      for (const task of this.tasks.running.get()) this.bundles.hear(task);
    });
    // Flags of an all-matching selection, and the list of selected events, are
    // the program's answer: they are asked for when the selection changes.
    let token = '';
    this.selections.picked.subscribe(() => {
      const picked = this.selections.picked.get();
      if (picked.token !== token || this.selections.only.get()) void this.queries.ask();
      token = picked.token;
    });
    this.selections.only.subscribe(() => void this.queries.change({ ...this.queries.search.get(), page: 1 }));
    this.queries.search.subscribe(() => this.saveSoon());
    this.selections.picked.subscribe(() => {
      if (countOf(this.selections.picked.get()) > 0) this.notices.withdraw('select-first');
    });
  }

  get zone(): string {
    return resolveZone(this.app.get().settings.zone);
  }

  /** Asks for the program's state; another archive, or another snapshot of the
   * same, is shown at once. One after another: answers can overtake each other,
   * and an old state must not replace a newer state. */
  reload(): Promise<void> {
    this.reloaded = this.reloaded.then(() => this.reloadNow());
    return this.reloaded;
  }

  private reloaded = Promise.resolve();

  private async reloadNow() {
    const before = this.app.get().archive;
    const state = await this.attempt(() => this.door.State());
    if (!state) return;
    this.app.set({ ...state, settings: this.app.get().settings });
    this.tasks.adopt(state.tasks);
    const now = state.archive;
    if (now && now.key !== before?.key) this.show(now);
    else if (now && now.snapshot !== before?.snapshot) void this.queries.refresh();
  }

  private turn() {
    const archive = this.app.get().archive?.key ?? '';
    if (archive === this.archive) return;
    this.archive = archive;
    this.notices.turnTo(archive);
    this.refused.set([]);
    this.view.leaveArchive();
  }

  private archive = '';

  private show(archive: ArchiveInfo) {
    const { last } = this.app.get().settings;
    const search = last?.archive === archive.id ? { ...last.search, zone: this.zone } : emptySearch(this.zone);
    this.selections.reset();
    this.view.shown.set(null);
    void this.queries.start(search);
  }

  private answered({ result }: Answer) {
    this.notices.withdraw('query');
    if (!result) return;
    const pages = result.pages > 1 ? `, page ${String(result.page)} of ${String(result.pages)}` : '';
    this.notices.say(`${plural(result.total, 'event')} found${pages}`);
  }

  private ended(task: Task) {
    this.bundles.hear(task);
    for (const end of this.endings) end(task);
    if (task.phase === 'failed' && task.fault && task.kind !== 'verify-bundle') this.notices.fault(task.fault, toAgree(this.view, task.fault), failed[task.kind]);
    void this.reload();
  }

  /** Whether work was about the archive that is open; it can outlive it. */
  isHere(task: Task): boolean {
    return task.archive === (this.app.get().archive?.key ?? '');
  }

  /** Runs work that may fail; a failure becomes a notice, and the result undefined. */
  async attempt<T>(work: () => Promise<T>, about: About = {}): Promise<T | undefined> {
    try {
      return await work();
    } catch (reason) {
      const fault = toFault(reason);
      this.notices.fault(fault, toAgree(this.view, fault), about);
      return undefined;
    }
  }

  /** Puts a text on the clipboard and says so; false where that failed. */
  readonly copy = async (text: string, label: string): Promise<boolean> => {
    const done = await this.attempt(() => this.door.copyText(text).then(() => true));
    if (done) this.notices.say(`${label} copied`);
    return done ?? false;
  };

  change(change: (search: SearchState) => SearchState, typing = false) {
    return this.queries.change(change(this.queries.search.get()), typing);
  }

  set(change: Partial<Settings>) {
    const { zone } = this.app.get().settings;
    this.app.update((state) => ({ ...state, settings: { ...state.settings, ...change } }));
    if (change.theme) this.door.setTheme(change.theme);
    if (change.zone !== undefined && change.zone !== zone) void this.change((search) => ({ ...search, zone: this.zone }));
    this.saveSoon();
  }

  private saveSoon() {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => this.save(), rest);
  }

  /** Writes the settings, with the search on display as the one to restore. */
  save() {
    clearTimeout(this.saving);
    const { archive, settings } = this.app.get();
    const last = archive ? { archive: archive.id, search: this.queries.search.get() } : settings.last;
    const saved = this.door.SaveSettings({ ...settings, last }).then(() => this.notices.withdraw('settings'));
    void this.attempt(() => saved, { topic: 'settings', lasting: true });
  }
}
