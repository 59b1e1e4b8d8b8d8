import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { Disclosure } from './Disclosure';

function Example() {
  const [open, setOpen] = useState(false);
  return (
    <Disclosure label="More…" open={open} onChange={setOpen}>
      <p>what few need</p>
    </Disclosure>
  );
}

it('opens and closes by keyboard, and says which it is', async () => {
  render(<Example />);
  const trigger = screen.getByRole('button', { name: 'More…' });
  expect(trigger.getAttribute('aria-expanded')).toBe('false');
  expect(screen.queryByText('what few need')).toBeNull();
  await userEvent.tab();
  expect(document.activeElement).toBe(trigger);
  await userEvent.keyboard('{Enter}');
  expect(trigger.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByText('what few need')).toBeDefined();
  await userEvent.keyboard('{Enter}');
  expect(screen.queryByText('what few need')).toBeNull();
});
