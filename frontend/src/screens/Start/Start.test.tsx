import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { Start } from './Start';

it('offers to make, open and try, and the recent archives', async () => {
  const { session, door } = await renderScreen(<Start />, { events: 0 });
  await userEvent.click(screen.getByRole('button', { name: /^New archive/ }));
  expect(session.view.dialog.get()).toEqual({ kind: 'new' });
  const open = vi.spyOn(door, 'OpenRecent');
  await userEvent.click(screen.getByRole('button', { name: /^Contoso, audit of spring/ }));
  await waitFor(() => expect(session.app.get().archive?.name).toBe('Contoso, audit of spring'));
  expect(open).toHaveBeenCalledExactlyOnceWith('place-contoso');
});

it('of an archive and its copy, opens the one that was clicked', async () => {
  const { session, door } = await renderScreen(<Start />, { events: 0 });
  const path = '/media/usb/Northwind 2026.daybook';
  door.recents = [...door.recents, { ...door.recents[0]!, key: 'place-copy', path }];
  await session.reload();
  await userEvent.click(await screen.findByRole('button', { name: /usb/ }));
  await waitFor(() => expect(session.app.get().archive?.path).toBe(path));
});

it('the sample is made as a task, and then open', async () => {
  const { session } = await renderScreen(<Start />, { events: 0 });
  await userEvent.click(screen.getByRole('button', { name: /^Try the sample/ }));
  await waitFor(() => expect(session.app.get().archive).not.toBeNull());
});
