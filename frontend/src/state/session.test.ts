import { describe, expect, it, vi } from 'vitest';
import type { Hit, Task } from '../api';
import { fakeDoor, plainSettings } from '../api/fake';
import { settled, startSession } from '../test/session';
import { openArchive } from './archives';
import { copySelected, exportSelected } from './exports';
import { startImport } from './imports';
import { countOf, isPicked } from './picked';
import { Session } from './session';
import { applySaved, deleteSaved, renameSaved, saveSearch, savedFor } from './saved';

const titles = (session: { notices: { list: { get: () => readonly { title: string }[] } } }) => session.notices.list.get().map((one) => one.title);

async function ready() {
  const started = await startSession();
  await settled(started.session);
  return started;
}

const page = (session: Awaited<ReturnType<typeof ready>>['session']) => {
  const { result, token } = session.queries.answer.get();
  return { hits: result?.hits ?? ([] as Hit[]), token, total: result?.total ?? 0 };
};

describe('a fault while rows are on display', () => {
  it('is said, with a way to try again', async () => {
    const { session, door } = await ready();
    const { Search } = door;
    door.Search = () => Promise.reject({ code: 'damaged', message: 'The index is damaged', hint: '' });
    await session.change((search) => ({ ...search, text: 'webhook' }));
    expect(titles(session)).toEqual(['The index is damaged']);
    door.Search = Search;
    session.notices.list.get()[0]?.actions.find(({ label }) => label === 'Try again')?.run();
    await settled(session);
    expect(page(session).hits.every((hit) => hit.category === 'webhook')).toBe(true);
  });

  it('is not said where it is only that another question came, or the archive goes', async () => {
    const { session, door } = await ready();
    for (const code of ['superseded', 'closed', 'date']) {
      door.Search = () => Promise.reject({ code, message: code, hint: '' });
      await session.change((search) => ({ ...search, text: code }));
    }
    expect(titles(session)).toEqual([]);
  });
});

it('the copy of an archive is another archive: nothing of the one before stays', async () => {
  const { session, door } = await ready();
  session.selections.toggle(page(session).hits[0]!, '');
  door.recents = [...door.recents, { ...door.recents[0]!, key: 'place-copy', path: '/media/usb/Northwind 2026.daybook' }];
  const before = session.app.get().archive;
  expect(await openArchive(session, 'place-copy')).toBe(true);
  expect(session.app.get().archive).toMatchObject({ id: before?.id, snapshot: before?.snapshot, path: '/media/usb/Northwind 2026.daybook' });
  expect(countOf(session.selections.picked.get())).toBe(0);
});

describe('selecting', () => {
  it('survives sort, search and paging, and counts what is elsewhere', async () => {
    const { session } = await ready();
    const [first, second] = page(session).hits;
    session.selections.toggle(first!, '');
    session.selections.toggle(second!, '');
    await session.change((search) => ({ ...search, sort: { column: 'member', descending: false }, page: 3 }));
    expect(countOf(session.selections.picked.get())).toBe(2);
    await session.change((search) => ({ ...search, sort: { column: 'timestamp', descending: true }, page: 1 }));
    expect(isPicked(session.selections.picked.get(), page(session).hits[0]!, '')).toBe(true);
  });

  it('all that match is fixed: another search shows which are in it', async () => {
    const { session } = await ready();
    await session.change((search) => ({ ...search, text: 'webhook' }));
    const { total } = page(session);
    await session.selections.addMatching(session.queries.answer.get().search);
    await settled(session);
    expect(countOf(session.selections.picked.get())).toBe(total);
    await session.change((search) => ({ ...search, text: '' }));
    const now = page(session);
    const picked = session.selections.picked.get();
    const inside = now.hits.filter((hit) => isPicked(picked, hit, now.token));
    expect(inside.length).toBeGreaterThan(0);
    expect(inside.every((hit) => hit.category === 'webhook')).toBe(true);
    expect(now.hits.filter((hit) => hit.category === 'webhook')).toEqual(inside);
  });

  it('a plain click replaces a plain click, and nothing made on purpose', async () => {
    const { session } = await ready();
    const [a, b, c] = page(session).hits;
    session.selections.click(a!, '');
    session.selections.click(b!, '');
    expect([...session.selections.picked.get().seqs]).toEqual([b!.seq]);
    session.selections.toggle(c!, '');
    session.selections.click(a!, '');
    expect(session.selections.picked.get().seqs).toEqual(new Set([b!.seq, c!.seq]));
    session.selections.undo();
    expect([...session.selections.picked.get().seqs]).toEqual([b!.seq]);
  });

  it('pasted ids join in, and the missing are named', async () => {
    const { session } = await ready();
    const [a, b] = page(session).hits;
    session.selections.toggle(a!, '');
    const idOf = async (hit: Hit) => (await session.door.Event(hit.seq)).id;
    const found = await session.selections.addPasted(`${await idOf(b!)}\nnot-there, ${await idOf(a!)}`);
    expect(found).toMatchObject({ ids: 3, found: 2, missing: ['not-there'], missingCount: 1, count: 2 });
  });

  it('is shown alone', async () => {
    const { session } = await ready();
    session.selections.toggle(page(session).hits[3]!, '');
    session.selections.only.set(true);
    await settled(session);
    expect(page(session).total).toBe(1);
    session.selections.clear();
    await settled(session);
    expect(page(session).total).toBe(900);
  });

  it('begins anew when the program does not know its token any more', async () => {
    const { session, door } = await ready();
    await session.selections.addMatching(session.queries.answer.get().search);
    await settled(session);
    const Search = door.Search;
    door.Search = (request) => (request.token === '' ? Search(request) : Promise.reject({ code: 'gone', message: 'gone', hint: '' }));
    await session.change((search) => ({ ...search, text: 'webhook' }));
    await settled(session);
    expect(countOf(session.selections.picked.get())).toBe(0);
    expect(titles(session)).toContain('The selection is no longer known');
  });
});

describe('taking events out', () => {
  it('says `Select rows first` with nothing selected', async () => {
    const { session, door } = await ready();
    const Export = vi.spyOn(door, 'Export');
    await exportSelected(session, 'csv');
    await copySelected(session, 'json');
    expect(titles(session)).toEqual(['Select rows first']);
    expect(Export).not.toHaveBeenCalled();
  });

  it('tells where the file is, and the selection stays', async () => {
    const { session } = await ready();
    session.selections.toggle(page(session).hits[0]!, '');
    await exportSelected(session, 'json');
    await vi.waitFor(() => expect(titles(session)).toContain('1 event exported'));
    expect(session.notices.list.get()[0]?.actions[0]?.label).toBe('Show in folder');
    expect(countOf(session.selections.picked.get())).toBe(1);
  });

  it('offers a file where the clipboard is too small, and keeps the selection', async () => {
    const { session, door } = await ready();
    session.selections.toggle(page(session).hits[0]!, '');
    door.Copy = () => Promise.reject({ code: 'too-many', message: '1,001 events are too many', hint: '' });
    await copySelected(session, 'csv');
    expect(session.notices.list.get()[0]?.actions[0]?.label).toBe('Export as CSV…');
    expect(countOf(session.selections.picked.get())).toBe(1);
  });

  it('sends the order of the table with it', async () => {
    const { session, door } = await ready();
    const Copy = vi.spyOn(door, 'Copy');
    session.selections.toggle(page(session).hits[0]!, '');
    await session.change((search) => ({ ...search, sort: { column: 'member', descending: false } }));
    await copySelected(session, 'csv');
    expect(Copy.mock.lastCall?.[0].search.sort).toEqual({ column: 'member', descending: false });
  });
});

describe('importing', () => {
  it('remembers the choices, reports, and shows the new events', async () => {
    const { session, door } = await ready();
    const Search = vi.spyOn(door, 'Search');
    await startImport(session, 'files', { zone: 'Europe/Paris', dateOrder: 'day-first' });
    expect(session.app.get().settings.importZone).toBe('Europe/Paris');
    await vi.waitFor(() => expect(titles(session)).toContain('cloudtrail-2026.json.gz imported'));
    expect(session.notices.list.get()[0]?.text).toBe('196 added, 1 duplicate, 1 conflict, 2 rejected.');
    await vi.waitFor(() => expect(Search.mock.lastCall?.[0].facets).toBe(true));
  });

  it('a state that was asked for earlier never comes in the place of a later one', async () => {
    const { session, door } = await startSession();
    const { State } = door;
    let asked = 0;
    let answerFirst = () => {};
    const first = new Promise<void>((done) => (answerFirst = done));
    door.State = async () => {
      const n = ++asked;
      const state = await State();
      if (n === 1) await first;
      return { ...state, version: String(n) };
    };
    const both = [session.reload(), session.reload()];
    await new Promise((done) => setTimeout(done)); // what does not wait for the first is asked by now
    answerFirst();
    await Promise.all(both);
    expect(session.app.get().version).toBe('2');
  });

  it('progress that comes after the end or out of order is ignored', async () => {
    const { session } = await ready();
    const task: Task = {
      id: 'x', kind: 'import', archive: 'place-northwind', n: 5, phase: 'running', title: 'a.json', stage: 'Reading', file: 1, files: 1, done: 50, total: 100,
      events: 0, rate: -1, left: -1, fault: null, imports: [], refused: [], written: null, verdict: null, receipt: null, bundle: null, locked: null,
    };
    session.tasks.hear(task);
    session.tasks.hear({ ...task, n: 4, done: 40 });
    expect(session.tasks.running.get()[0]?.done).toBe(50);
    session.tasks.hear({ ...task, n: 9, phase: 'cancelled' });
    session.tasks.hear({ ...task, n: 8, done: 80 });
    expect(session.tasks.running.get()).toEqual([]);
    expect(titles(session)).toEqual(['Import cancelled']);
  });

  it('a file that is refused whole is named', async () => {
    const { session } = await ready();
    session.tasks.hear({
      id: 'y', kind: 'import', archive: 'place-northwind', n: 1, phase: 'done', title: 'a.exe', stage: '', file: 1, files: 1, done: 0, total: 0, events: 0, rate: -1, left: -1,
      fault: null, imports: [], refused: [{ file: 'a.exe', fault: { code: 'input', message: 'This is a program', hint: 'Choose an export.' } }], written: null, verdict: null, receipt: null, bundle: null, locked: null,
    });
    expect(titles(session)).toEqual(['a.exe was not imported']);
  });
});

describe('starting', () => {
  it('misses nothing that happens before the first answer', async () => {
    const door = fakeDoor({ events: 900, delay: 0, pace: 1 });
    const starting = Session.start(door);
    const state = vi.spyOn(door, 'State');
    door.tell('task', {
      id: 'x', kind: 'open', archive: '', n: 2, phase: 'failed', title: 'Case', stage: '', file: 1, files: 1, done: 0, total: 0, events: 0, rate: -1, left: -1,
      fault: { code: 'held', message: 'Case was not opened', hint: '' }, imports: [], refused: [], written: null, verdict: null, receipt: null, bundle: null, locked: null,
    });
    door.tell('state', null);
    const session = await starting;
    expect(titles(session)).toEqual(['Case was not opened']);
    expect(state).toHaveBeenCalled();
  });
});

describe('what is remembered', () => {
  it('the search on display, and it is restored', async () => {
    const { session, door } = await ready();
    const SaveSettings = vi.spyOn(door, 'SaveSettings');
    await session.change((search) => ({ ...search, text: 'credit', page: 2 }));
    session.save();
    const { last } = SaveSettings.mock.lastCall![0];
    expect(last?.search.text).toBe('credit');
    const again = await startSession({ settings: { ...plainSettings, last } });
    await settled(again.session);
    expect(again.session.queries.answer.get().search.text).toBe('credit');
  });

  it('searches by name', async () => {
    const { session } = await ready();
    await session.change((search) => ({ ...search, text: 'credit' }));
    saveSearch(session, 'Credits');
    await session.change((search) => ({ ...search, text: '', imports: [1] }));
    saveSearch(session, 'First import');
    const { saved } = session.app.get().settings;
    expect(savedFor(saved, 'another').map((one) => one.name)).toEqual(['Credits']);
    applySaved(session, 'Credits');
    expect(session.queries.search.get()).toMatchObject({ text: 'credit', imports: [] });
    renameSaved(session, 'Credits', 'All credits');
    deleteSaved(session, 'First import');
    expect(session.app.get().settings.saved.map((one) => one.name)).toEqual(['All credits']);
    session.notices.list.get()[0]?.actions[0]?.run();
    expect(session.app.get().settings.saved).toHaveLength(2);
  });

  it('another zone is asked with at once', async () => {
    const { session } = await ready();
    session.set({ zone: 'Asia/Tokyo' });
    await settled(session);
    expect(session.queries.answer.get().search.zone).toBe('Asia/Tokyo');
  });
});

it('a failure is told, with what to do', async () => {
  const { session } = await ready();
  expect(await session.attempt(() => Promise.reject({ code: 'held', message: 'Daybook 2 has it', hint: 'Close it there.' }))).toBeUndefined();
  expect(session.notices.list.get()[0]).toMatchObject({ kind: 'error', title: 'Daybook 2 has it', text: 'Close it there.' });
});
