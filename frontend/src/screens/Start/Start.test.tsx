import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { Start } from './Start';

it('offers to make, open and try, and the recent archives', async () => {
  const { session, door } = await renderScreen(<Start />, { events: 0 });
  await userEvent.click(screen.getByRole('button', { name: /^New archive/ }));
  expect(session.view.dialog.get()).toEqual({ kind: 'new' });
  let recent = '';
  const OpenArchive = door.OpenArchive;
  door.OpenArchive = (request) => {
    recent = request.recent;
    return OpenArchive(request);
  };
  await userEvent.click(screen.getByRole('button', { name: /^Contoso, audit of spring/ }));
  await waitFor(() => expect(session.app.get().archive?.name).toBe('Northwind 2026'));
  expect(recent).toBe('contoso');
});

it('the sample is made as a task, and then open', async () => {
  const { session } = await renderScreen(<Start />, { events: 0 });
  await userEvent.click(screen.getByRole('button', { name: /^Try the sample/ }));
  await waitFor(() => expect(session.app.get().archive).not.toBeNull());
});
