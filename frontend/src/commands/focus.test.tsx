import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Browse } from '../screens/Browse/Browse';
import { renderScreen } from '../test/render';
import { goToTable } from './focus';
import { runCommand } from './list';

const isSearch = () => document.activeElement?.hasAttribute('data-search') ?? false;

it('the search field has the focus at once: what is typed next is typed there', async () => {
  const { session } = await renderScreen(<Browse />);
  expect(isSearch()).toBe(false);
  runCommand(session, 'search');
  expect(isSearch()).toBe(true);
});

it('from full screen, which has none, it has it when it is drawn', async () => {
  const { session } = await renderScreen(<Browse />);
  session.view.fullscreen.set(true);
  await waitFor(() => expect(screen.queryByRole('textbox', { name: /^Search member/ })).toBeNull());
  runCommand(session, 'search');
  await waitFor(() => expect(isSearch()).toBe(true));
});

it('from elsewhere the table is entered at its rows, though a heading was pressed last', async () => {
  await renderScreen(<Browse />);
  await userEvent.click(screen.getByRole('button', { name: 'Member' }));
  expect(document.querySelector('[role="grid"] [tabindex="0"]')?.textContent).toBe('Member');
  await userEvent.click(screen.getByRole('textbox', { name: /^Search member/ }));
  await userEvent.keyboard('{ArrowDown}');
  expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('0');
  document.body.focus();
  goToTable();
  expect(document.activeElement?.closest('[data-row]')?.getAttribute('data-row')).toBe('0');
});
