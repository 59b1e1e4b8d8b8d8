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


it('watches a folder for the open archive, and stops', async () => {
  const { session, door } = await renderScreen(<SettingsDialog />);
  const WatchFolder = vi.spyOn(door, 'WatchFolder');
  const StopWatching = vi.spyOn(door, 'StopWatching');
  const group = screen.getByRole('group', { name: 'Watched folder' });
  expect(group.textContent).toContain('Files that come into a watched folder are imported');
  await userEvent.click(screen.getByRole('button', { name: 'Choose a folder…' }));
  await vi.waitFor(() => expect(session.app.get().archive?.watched).toBe('/home/officer/Exports'));
  await vi.waitFor(() => expect(group.textContent).toContain('/home/officer/Exports'));
  await userEvent.click(screen.getByRole('button', { name: 'Stop watching' }));
  await vi.waitFor(() => expect(session.app.get().archive?.watched).toBe(''));
  expect(WatchFolder).toHaveBeenCalledOnce();
  expect(StopWatching).toHaveBeenCalledOnce();
});

it('leaves the keyboard at what is left when watching stops', async () => {
  const { session } = await renderScreen(<SettingsDialog />);
  await userEvent.click(screen.getByRole('button', { name: 'Choose a folder…' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Stop watching' }));
  await vi.waitFor(() => expect(session.app.get().archive?.watched).toBe(''));
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Choose a folder…' })));
});

it('watches no folder for an archive that is read-only, and says why', async () => {
  const { door } = await renderScreen(<SettingsDialog />, { readOnly: 'it is on a disk that is only read' });
  const WatchFolder = vi.spyOn(door, 'WatchFolder');
  expect(screen.getByRole('group', { name: 'Watched folder' }).textContent).toContain('This archive is read-only here');
  await userEvent.click(screen.getByRole('button', { name: 'Choose a folder…' }));
  expect(WatchFolder).not.toHaveBeenCalled();
});
