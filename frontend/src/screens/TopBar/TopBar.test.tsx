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

it('offers no import where the archive is read-only, and says why, by button and by menu', async () => {
  const { session } = await renderScreen(<TopBar />, { readOnly: 'it is on a disk that is only read' });
  const button = screen.getByRole('button', { name: 'Import…' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.title).toBe('Off: the archive is read-only');
  button.focus();
  await userEvent.keyboard('{Enter}');
  const told = () => session.notices.list.get().map(({ title }) => title);
  expect(told()).toEqual(['This archive is read-only here']);
  session.notices.withdraw('read-only');
  await userEvent.click(screen.getByRole('button', { name: /Northwind 2026/ }));
  await userEvent.click(screen.getByRole('menuitem', { name: /^Import…/ }));
  expect(told()).toEqual(['This archive is read-only here']);
  expect(session.view.dialog.get()).toBeNull();
});

it('has the reason in the menu entry itself, and leads to agreeing where there is doubt', async () => {
  const { session } = await renderScreen(<TopBar />, { doubt: ['It has 9 lines'] });
  await userEvent.click(screen.getByRole('button', { name: /Northwind 2026/ }));
  expect(screen.getByRole('menuitem', { name: /^Import…/ }).textContent).toContain('Off: the archive is in doubt');
  await userEvent.click(screen.getByRole('menuitem', { name: 'Take this archive as it is…' }));
  expect(session.view.dialog.get()).toEqual({ kind: 'trust', newKey: false });
});

it('counts no event that cannot be read', async () => {
  await renderScreen(<TopBar />, { unread: 52 });
  expect(screen.getByRole('button', { name: /Northwind 2026/ }).textContent).toContain('450 of 502 events');
});
