import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { Browse } from './Browse';

it('Enter opens the event beside the table, the panel follows, Esc gives the focus back', async () => {
  const { session } = await renderScreen(<Browse />);
  document.querySelector<HTMLElement>('[data-row="0"] [data-col="1"], [data-row="0"] > [data-col="1"]')?.focus();
  await userEvent.keyboard('{Enter}');
  const first = session.view.shown.get();
  expect(await screen.findByText('Event id')).toBeDefined();
  await userEvent.keyboard('{ArrowDown}');
  await waitFor(() => expect(session.view.shown.get()).not.toBe(first));
  await userEvent.keyboard('{Escape}');
  expect(session.view.shown.get()).toBeNull();
  expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('1');
});

it('tells the program about full screen', async () => {
  const { session, door } = await renderScreen(<Browse />);
  const setFullscreen = vi.spyOn(door, 'setFullscreen');
  session.view.fullscreen.set(true);
  await waitFor(() => expect(setFullscreen).toHaveBeenCalledWith(true));
});
