import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { Leave } from './Leave';

it('closes only when the work under way was cancelled', async () => {
  const { session, door } = await renderScreen(<Leave />, { pace: 1e6 });
  const quit = vi.spyOn(door, 'quit');
  const cancel = vi.spyOn(door, 'Cancel');
  let id = '';
  await act(async () => {
    id = await door.ImportFiles({ zone: 'UTC', dateOrder: 'unknown' });
  });
  await waitFor(() => expect(session.tasks.running.get()).toHaveLength(1));
  await userEvent.click(screen.getByRole('button', { name: 'Cancel the work and close' }));
  expect(cancel).toHaveBeenCalledWith(id);
  expect(quit).toHaveBeenCalledAfter(cancel);
});

it('is asked for by the program, which also has the settings saved', async () => {
  const { session, door } = await renderScreen(<Leave />);
  const save = vi.spyOn(door, 'SaveSettings');
  door.tell('closing', { busy: false });
  expect(save).toHaveBeenCalledTimes(1);
  expect(session.view.dialog.get()).toBeNull();
  door.tell('closing', { busy: true });
  expect(session.view.dialog.get()).toEqual({ kind: 'leave' });
});
