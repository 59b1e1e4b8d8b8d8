import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Button } from './Button';

it('an unavailable button keeps the focus and does nothing', async () => {
  const press = vi.fn();
  render(<Button unavailable onClick={press}>Next page</Button>);
  const button = screen.getByRole('button', { name: 'Next page' });
  await userEvent.tab();
  expect(document.activeElement).toBe(button);
  await userEvent.click(button);
  expect(press).not.toHaveBeenCalled();
  expect(button.getAttribute('aria-disabled')).toBe('true');
});
