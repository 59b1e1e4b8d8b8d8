import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { TextField } from './TextField';

it('has its label as name and its error as description', async () => {
  const onChange = vi.fn();
  render(<TextField label="Name" value="" onChange={onChange} error="A name is needed" />);
  const field = screen.getByRole('textbox', { name: 'Name' });
  expect(document.getElementById(field.getAttribute('aria-describedby')?.split(' ')[0] ?? '')?.textContent).toBe('A name is needed');
  await userEvent.type(field, 'N');
  expect(onChange).toHaveBeenCalledWith('N');
});
