import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { SettingsDialog } from './SettingsDialog';

it('takes effect at once', async () => {
  const { session, door } = await renderScreen(<SettingsDialog />);
  const setTheme = vi.spyOn(door, 'setTheme');
  await userEvent.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(setTheme).toHaveBeenCalledWith('dark');
  await userEvent.click(screen.getByRole('switch', { name: /Single-key/ }));
  expect(session.app.get().settings.singleKeys).toBe(false);
});

it('widths can be typed, within bounds, and set back', async () => {
  const { session } = await renderScreen(<SettingsDialog />);
  const field = screen.getByRole('textbox', { name: 'Member' });
  await userEvent.type(field, '9999{Enter}');
  expect(session.app.get().settings.columns.member).toBe(480);
  await userEvent.click(screen.getByRole('button', { name: 'Standard widths' }));
  expect(session.app.get().settings.columns).toEqual({ member: 0, action: 0, timestamp: 0 });
});
