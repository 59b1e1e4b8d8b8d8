import { describe, expect, it, vi } from 'vitest';
import { fakeDoor } from '../api/fake';
import { settled, startSession } from '../test/session';
import { closeArchive, newArchive, openArchive, trySample } from './archives';
import { begin } from './begin';
import { exportSelected } from './exports';
import { startImport } from './imports';
import type { Session } from './session';

const start = async (options: Parameters<typeof fakeDoor>[0] = {}) => {
  const door = fakeDoor({ events: 450, delay: 0, pace: 1, ...options });
  const started = await begin(door);
  if (!('session' in started)) throw new Error(started.problem);
  return { session: started.session, door };
};
const titles = (session: Session) => session.notices.list.get().map((one) => one.title);

describe('what is told of an archive', () => {
  it('goes with it: of damage, when another is opened', async () => {
    const { session } = await start({ problems: ['a', 'b'] });
    expect(titles(session)).toEqual(['This archive is damaged']);
    await newArchive(session, 'Sound', 'keep');
    expect(titles(session)).toEqual([]);
    await openArchive(session, 'place-northwind');
    expect(titles(session)).toEqual(['This archive is damaged']);
  });

  it('goes with it: of what is due, when it is closed and when the sample comes', async () => {
    const { session, door } = await start();
    await door.ChangePlan('free');
    await session.reload();
    expect(titles(session)[0]).toMatch(/past what the plan keeps$/);
    await closeArchive(session);
    expect(titles(session)).toEqual([]);
    await trySample(session);
    await vi.waitFor(() => expect(session.app.get().archive).not.toBeNull());
    expect(titles(session)).toEqual([]);
  });

  it('takes its dialog with it, but not those of the window', async () => {
    const { session } = await start({ problems: ['a'] });
    session.view.open({ kind: 'problems' });
    await closeArchive(session);
    expect(session.view.dialog.get()).toBeNull();
    session.view.open({ kind: 'settings' });
    await trySample(session);
    await vi.waitFor(() => expect(session.app.get().archive).not.toBeNull());
    expect(session.view.dialog.get()).toEqual({ kind: 'settings' });
  });

  it('leaves the report of an import behind, since its numbers are those of that archive', async () => {
    const { session } = await start();
    await startImport(session, 'files', { zone: 'UTC', dateOrder: 'unknown' });
    await vi.waitFor(() => expect(titles(session)).toEqual(['cloudtrail-2026.json.gz imported']));
    await newArchive(session, 'Other', 'keep');
    expect(titles(session)).toEqual([]);
  });

  it('is not told again when the same archive is looked at again', async () => {
    const { session } = await start({ problems: ['a'] });
    session.notices.dismiss(session.notices.list.get()[0]!.id);
    await session.reload();
    expect(titles(session)).toEqual([]);
  });
});

describe('what is true whatever archive is open', () => {
  it('stays: a file that was written', async () => {
    const { session } = await start();
    await settled(session);
    session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
    await exportSelected(session, 'csv');
    await vi.waitFor(() => expect(titles(session)).toEqual(['1 event exported']));
    await closeArchive(session);
    expect(titles(session)).toEqual(['1 event exported']);
  });

  it('that an archive was not opened stays until one is', async () => {
    const { session } = await start({ trouble: 'held' });
    await openArchive(session, 'place-contoso');
    expect(titles(session)[0]).toMatch(/was not opened/);
    await closeArchive(session);
    expect(titles(session)[0]).toMatch(/was not opened/);
    await newArchive(session, 'New', 'keep');
    expect(titles(session)).toEqual([]);
  });
});

describe('what waits for an answer', () => {
  it('is told once, as it is now', async () => {
    const { session, door } = await start();
    await door.ChangePlan('free');
    await session.reload();
    await door.ChangePlan('starter');
    await session.reload();
    expect(titles(session)).toHaveLength(1);
  });

  it('is taken back once it is answered', async () => {
    const { session, door } = await start();
    await door.ChangePlan('free');
    await session.reload();
    const { due, token } = await door.PreviewPurge();
    await door.Purge(token);
    await vi.waitFor(() => expect(titles(session)).toEqual([`${due.toLocaleString('en')} events purged`]));
  });
});

it('“Select rows first” goes as soon as some are', async () => {
  const { session } = await start();
  await settled(session);
  await exportSelected(session, 'csv');
  expect(titles(session)).toEqual(['Select rows first']);
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  expect(titles(session)).toEqual([]);
});

it('that a search failed is said until one succeeds', async () => {
  const { session, door } = await startSession();
  await settled(session);
  const { Search } = door;
  door.Search = () => Promise.reject(Object.assign(new Error(), { code: 'io', message: 'The disk does not answer', hint: '' }));
  await session.change((search) => ({ ...search, text: 'x' }));
  expect(session.notices.list.get().map(({ topic }) => topic)).toEqual(['query']);
  door.Search = Search;
  await session.change((search) => ({ ...search, text: 'webhook' }));
  expect(session.notices.list.get()).toEqual([]);
});
