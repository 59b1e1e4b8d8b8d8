import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { saveSearch } from '../../state/saved';
import { SessionContext } from '../../state/SessionContext';
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

it('what is typed takes the place of the name that is proposed', async () => {
  const { session } = await renderScreen(<div />);
  await session.change((search) => ({ ...search, text: 'webhook' }));
  render(
    <SessionContext value={session}>
      <SaveSearch />
    </SessionContext>,
  );
  await userEvent.keyboard('Failed{Enter}');
  expect(session.app.get().settings.saved.map((one) => one.name)).toEqual(['Failed']);
});

it('says plainly what is saved', async () => {
  const { session } = await renderScreen(<SaveSearch />);
  expect(screen.getByText('Saved: all events, in the order of timestamp, newest first.')).toBeDefined();
  await act(() => session.change((search) => ({ ...search, text: 'x'.repeat(4000), categories: ['credit'], sort: { column: 'member', descending: false } })));
  expect(screen.getByText(/^Saved: text “x+…”, category credit, in the order of member, A first\.$/).textContent.length).toBeLessThan(300);
});
