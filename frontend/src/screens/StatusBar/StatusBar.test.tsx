import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Task } from '../../api';
import { renderScreen } from '../../test/render';
import { progressWords } from './RunningTasks';
import { StatusBar } from './StatusBar';

const task: Task = {
  id: 't', kind: 'import', archive: 'place-northwind', n: 1, phase: 'running', title: 'activity.json', stage: 'Reading', file: 1, files: 2, done: 25, total: 100,
  events: 1200, rate: 52_400, left: 12, fault: null, imports: [], refused: [], written: null, verdict: null, receipt: null, bundle: null, locked: null,
};

it('shows what runs, how far it is, and cancels it', async () => {
  const { session, door } = await renderScreen(<StatusBar />);
  const Cancel = vi.spyOn(door, 'Cancel');
  act(() => session.tasks.hear(task));
  expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel: Importing activity.json' }));
  expect(Cancel).toHaveBeenCalledWith('t');
});

it('progress says rate and time left, and only what is known', () => {
  expect(progressWords(task)).toBe('25 %, 1,200 events, 52,400/s, 12 s left');
  expect(progressWords({ ...task, rate: -1, left: -1, events: 0, total: 0 })).toBe('Reading');
});

it('damage is said in the first place', async () => {
  const { session } = await renderScreen(<StatusBar />);
  act(() => session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, check: 'damaged', problems: ['Event 17 differs from its hash.'] } })));
  expect(screen.getByText('Event 17 differs from its hash.')).toBeDefined();
});

it('says how many events cannot be read, and counts none of them', async () => {
  const { session } = await renderScreen(<StatusBar />, { unread: 52 });
  expect(screen.getByText(/^450 of 502 events, root 5f0c…e91a$/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: '52 events cannot be read' }));
  expect(session.view.dialog.get()).toEqual({ kind: 'problems' });
});

it('says in two words that the archive is read-only, and why when pressed', async () => {
  const { session } = await renderScreen(<StatusBar />, { readOnly: 'it is on a disk that is only read' });
  await userEvent.click(screen.getByRole('button', { name: 'Read-only' }));
  await userEvent.click(screen.getByRole('button', { name: 'Read-only' }));
  expect(session.notices.list.get().map(({ title }) => title)).toEqual(['This archive is read-only here']);
});

it('keeps saying that the archive is in doubt, and leads to agreeing', async () => {
  const { session } = await renderScreen(<StatusBar />, { doubt: ['It has 9 lines'] });
  await userEvent.click(screen.getByRole('button', { name: 'Not as this computer knew it' }));
  expect(session.view.dialog.get()).toEqual({ kind: 'trust', newKey: false });
});

it('has none of these words where all is well', async () => {
  await renderScreen(<StatusBar />);
  expect(screen.queryByText(/cannot be read|Read-only|Not as this/)).toBeNull();
  expect(screen.getByText(/^450 events, root/)).toBeDefined();
});
