import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { saveSearch } from '../../state/saved';
import { renderScreen } from '../../test/render';
import { RenameSearch, SaveSearch } from './SaveSearch';

it('saves under a name, and says when that replaces another', async () => {
  const { session } = await renderScreen(<SaveSearch />);
  saveSearch(session, 'Mine');
  const field = screen.getByRole('textbox', { name: 'Name' });
  await userEvent.clear(field);
  await userEvent.type(field, 'Mine');
  expect(screen.getByText(/it will be replaced/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Replace' }));
  expect(session.app.get().settings.saved).toHaveLength(1);
});

it('renames', async () => {
  const { session } = await renderScreen(<RenameSearch name="Mine" />);
  saveSearch(session, 'Mine');
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), ' too{Enter}');
  expect(session.app.get().settings.saved.map((one) => one.name)).toEqual(['Mine too']);
});
