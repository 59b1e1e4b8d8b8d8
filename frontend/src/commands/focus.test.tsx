import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Browse } from '../screens/Browse/Browse';
import { renderScreen } from '../test/render';
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
