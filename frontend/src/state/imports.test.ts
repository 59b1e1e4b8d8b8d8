import { describe, expect, it } from 'vitest';
import type { Task } from '../api';
import { report } from '../api/fake/store';
import { startSession } from '../test/session';
import { closeArchive } from './archives';

const ended = (imports: number, refused: number, phase: Task['phase'] = 'done', rejected = 0): Task => ({
  id: `import of ${String(imports + refused)}`, kind: 'import', archive: 'place-northwind', n: 1, phase, title: 'a.json', stage: '', file: 1, files: imports + refused, done: 0, total: 0, events: 0, rate: -1, left: -1,
  fault: null,
  imports: Array.from({ length: imports }, (_, i) => ({ ...report(1, 100), number: i + 3, file: `in-${String(i)}.json`, rejected })),
  refused: Array.from({ length: refused }, (_, i) => ({ file: `out-${String(i)}.txt`, fault: { code: 'not-events', message: 'It holds no events', hint: 'Choose an export.' } })),
  written: null, verdict: null, receipt: null, bundle: null, locked: null,
});
const told = async (task: Task) => {
  const { session } = await startSession();
  session.tasks.hear(task);
  const notices = session.notices.list.get().map(({ kind, title, text }) => ({ kind, title, text }));
  return { session, notices };
};

describe('the end of an import', () => {
  it('of several files is one notice, whose report has every file and every refusal', async () => {
    const { session, notices } = await told(ended(6, 4));
    expect(notices).toEqual([{ kind: 'warn', title: '6 of 10 files imported', text: '4 files were not imported. 600 added, 0 duplicates, 0 conflicts, 0 rejected.' }]);
    session.notices.list.get()[0]!.actions.find(({ label }) => label === 'Report')!.run();
    const dialog = session.view.dialog.get();
    if (dialog?.kind !== 'report') throw new Error('no report');
    expect(dialog.reports).toHaveLength(6);
    expect(dialog.refused.map(({ file }) => file)).toEqual(['out-0.txt', 'out-1.txt', 'out-2.txt', 'out-3.txt']);
    expect(dialog.refused[0]!.message).toContain('It holds no events');
  });

  it('of which nothing came is an error, with the report', async () => {
    const { session, notices } = await told(ended(0, 4));
    expect(notices).toEqual([{ kind: 'error', title: 'None of 4 files was imported', text: 'The report says why.' }]);
    expect(session.notices.list.get()[0]!.actions.map(({ label }) => label)).toEqual(['Report']);
  });

  it('of one file that is refused says why itself', async () => {
    const { notices } = await told(ended(0, 1));
    expect(notices).toEqual([{ kind: 'error', title: 'out-0.txt was not imported', text: 'It holds no events. Choose an export.' }]);
  });

  it('with rejections is not told as if all were well', async () => {
    expect((await told(ended(2, 0, 'done', 3))).notices[0]).toMatchObject({ kind: 'warn', title: '2 files imported' });
    expect((await told(ended(2, 0))).notices[0]).toMatchObject({ kind: 'done', title: '2 files imported' });
  });

  it('that was cancelled says what had been imported and what had been refused', async () => {
    expect((await told(ended(2, 1, 'cancelled'))).notices).toEqual([
      { kind: 'warn', title: 'Import cancelled', text: '2 files had been imported before: 200 added, 0 duplicates, 0 conflicts, 0 rejected. 1 file was not imported.' },
    ]);
    expect((await told(ended(0, 0, 'cancelled'))).notices).toEqual([{ kind: 'done', title: 'Import cancelled', text: 'The archive is as it was.' }]);
  });

  it('keeps what was refused at hand as long as the archive is open', async () => {
    const { session } = await told(ended(1, 2));
    expect(session.refused.get().map(({ file }) => file)).toEqual(['out-1.txt', 'out-0.txt']);
    await closeArchive(session);
    expect(session.refused.get()).toEqual([]);
  });
});

it('an import that outlived its archive is told of as that one’s, with nothing that would act on another', async () => {
  const { session } = await startSession();
  session.tasks.hear({ ...ended(1, 2), archive: 'place-contoso' });
  const [notice] = session.notices.list.get();
  expect(notice).toMatchObject({ title: '1 of 3 files imported', actions: [], archive: null });
  expect(notice?.text).toMatch(/^Contoso, audit of spring: /);
  expect(session.refused.get()).toEqual([]);
});

it('a cancelled import with one refused file has the reason in its report', async () => {
  const { session } = await startSession();
  session.tasks.hear(ended(0, 1, 'cancelled'));
  expect(session.notices.list.get()[0]!.actions.map(({ label }) => label)).toEqual(['Report']);
});

it('errors, and what is the only way to something, are never pushed out by newer notices', async () => {
  const { session } = await startSession();
  session.notices.add('error', 'a.exe was not imported');
  session.notices.add('done', 'Deleted', '', [{ label: 'Undo', run: () => {} }]);
  for (let i = 0; i < 9; i++) session.notices.add('done', `${String(i)} copied`);
  expect(session.notices.list.get().map(({ title }) => title)).toEqual(expect.arrayContaining(['a.exe was not imported', 'Deleted']));
});

describe('files that were cut', () => {
  const cut = (imports: number, whole: number, refused = 0): Task => {
    const task = ended(imports + whole, refused);
    return { ...task, imports: task.imports.map((one, i) => ({ ...one, incomplete: i < imports })) };
  };
  it('are said in the title of one, and counted of several', async () => {
    expect((await told(cut(1, 0))).notices).toEqual([
      { kind: 'warn', title: 'in-0.json imported, but perhaps not whole', text: 'It was cut, or says that more follows: the report tells. 100 added, 0 duplicates, 0 conflicts, 0 rejected.' },
    ]);
    expect((await told(cut(2, 1))).notices[0]).toMatchObject({ kind: 'warn', title: '3 files imported, but perhaps not whole', text: expect.stringMatching(/^2 files were cut, or say that more follows/) as string });
    expect((await told(cut(1, 1, 1))).notices[0]).toMatchObject({ kind: 'warn', title: '2 of 3 files imported', text: expect.stringMatching(/^1 file was not imported\. 1 file was cut, or says that more follows/) as string });
  });
});
