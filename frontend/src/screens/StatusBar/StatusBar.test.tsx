import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { Task } from '../../api';
import { renderScreen } from '../../test/render';
import { progressWords } from './RunningTasks';
import { StatusBar } from './StatusBar';

const task: Task = {
  id: 't', kind: 'import', archive: 'place-northwind', n: 1, phase: 'running', title: 'activity.json', stage: 'Reading', file: 1, files: 2, done: 25, total: 100,
  events: 1200, rate: 52_400, left: 12, fault: null, imports: [], refused: [], written: null, verdict: null, receipt: null, bundle: null,
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
