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

it('can tell, while it is unavailable, why', async () => {
  const [go, why] = [vi.fn(), vi.fn()];
  render(<Button unavailable onUnavailable={why} onClick={go}>Import…</Button>);
  await userEvent.click(screen.getByRole('button'));
  expect([go.mock.calls.length, why.mock.calls.length]).toEqual([0, 1]);
});
