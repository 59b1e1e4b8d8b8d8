import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { TopBar } from './TopBar';

it('goes back to the search before, and forward again', async () => {
  const { session } = await renderScreen(<TopBar />);
  const back = screen.getByRole('button', { name: 'Back to the search before' });
  expect(back.getAttribute('aria-disabled')).toBe('true');
  await userEvent.type(screen.getByRole('textbox'), 'credit');
  await userEvent.click(back);
  await waitFor(() => expect(session.queries.search.get().text).toBe(''));
  await userEvent.click(screen.getByRole('button', { name: 'Forward again' }));
  await waitFor(() => expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('credit'));
});

it('the archive’s menu has every command that is not in plain sight, and the recents', async () => {
  const { session } = await renderScreen(<TopBar />);
  await userEvent.click(screen.getByRole('button', { name: /Northwind 2026/ }));
  expect(screen.getByRole('menuitem', { name: /Contoso/ })).toBeDefined();
  expect(screen.queryByRole('menuitem', { name: /Export evidence/ })).toBeNull();
  await userEvent.click(screen.getByRole('menuitem', { name: /Past imports/ }));
  expect(session.view.dialog.get()).toEqual({ kind: 'imports' });
});

it('the archive’s menu has the copy of the archive that is open, and not the archive itself', async () => {
  const { session, door } = await renderScreen(<TopBar />);
  const path = '/media/usb/Northwind 2026.daybook';
  door.recents = [...door.recents, { ...door.recents[0]!, key: 'place-copy', path }];
  await session.reload();
  await userEvent.click(screen.getByRole('button', { name: /Northwind 2026/ }));
  expect(screen.getAllByRole('menuitem', { name: /Northwind 2026/ }).map((one) => one.textContent)).toEqual([expect.stringContaining(path)]);
  await userEvent.click(screen.getByRole('menuitem', { name: /Northwind 2026/ }));
  await waitFor(() => expect(session.app.get().archive?.path).toBe(path));
});
