import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { SearchField } from './SearchField';

function Field({ error = '', hint = '', onLeave = () => {} }) {
  const [text, setText] = useState('');
  return <SearchField label="Search events" value={text} placeholder="" keyHint={<kbd>Ctrl F</kbd>} error={error} hint={hint} onChange={setText} onLeave={onLeave} />;
}

it('Esc first clears, then leaves', async () => {
  const onLeave = vi.fn();
  render(<Field onLeave={onLeave} />);
  const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Search events' });
  await userEvent.type(field, 'webhook{Escape}');
  expect(field.value).toBe('');
  expect(onLeave).not.toHaveBeenCalled();
  await userEvent.keyboard('{Escape}');
  expect(onLeave).toHaveBeenCalled();
});

it('clearing by button keeps the focus in the field', async () => {
  render(<Field />);
  await userEvent.type(screen.getByRole('textbox'), 'x');
  await userEvent.click(screen.getByRole('button', { name: 'Clear the search text' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});

it('says an error under the field and with it', () => {
  render(<Field error="“2026-13” is not a date." hint="AND is a word" />);
  const field = screen.getByRole('textbox');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent).toBe('“2026-13” is not a date.');
});
