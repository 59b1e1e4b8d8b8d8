import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { SearchBar } from './SearchBar';

it('asks with each letter', async () => {
  const { session } = await renderScreen(<SearchBar />);
  await userEvent.type(screen.getByRole('textbox'), 'cred');
  await waitFor(() => expect(session.queries.answer.get().search.text).toBe('cred'));
});

it('is called what is written in it', async () => {
  await renderScreen(<SearchBar />);
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search member, category, action and description' });
  expect(field.placeholder).toBe('Search member, category, action and description');
});

it('says a date that cannot be read under the field', async () => {
  await renderScreen(<SearchBar />);
  await userEvent.type(screen.getByRole('textbox'), 'after:2026-13-40');
  const field = await screen.findByRole('textbox', { description: '“2026-13-40” is no date that can be read: write it as 2026-08-02 or 2026-08-02T19:30' });
  expect(field.getAttribute('aria-invalid')).toBe('true');
});

it('says that OR is a word like others', async () => {
  await renderScreen(<SearchBar />);
  await userEvent.type(screen.getByRole('textbox'), 'a OR b');
  expect(await screen.findByText(/“OR” is searched for like any other word/)).toBeDefined();
});

it('has the qualifiers at hand', async () => {
  const { session } = await renderScreen(<SearchBar />);
  await userEvent.type(screen.getByRole('textbox'), 'x');
  await userEvent.click(screen.getByRole('button', { name: 'What can be typed here' }));
  await userEvent.click(screen.getByRole('button', { name: /member:ana/ }));
  expect(session.queries.search.get().text).toBe('x member:');
});
