import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { Button } from '../Button/Button';
import { Dialog } from './Dialog';

function Host({ onSubmit }: { onSubmit?: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open it</Button>
      {open && (
        <Dialog title="Settings" onClose={() => setOpen(false)} onSubmit={onSubmit} footer={<Button type="submit">Save</Button>}>
          <input aria-label="Name" />
        </Dialog>
      )}
    </>
  );
}

it('has a name, closes with Esc and gives the focus back', async () => {
  render(<Host />);
  await userEvent.click(screen.getByRole('button', { name: 'Open it' }));
  expect(screen.getByRole('dialog', { name: 'Settings' })).toBeDefined();
  await userEvent.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Open it' })));
});

it('Enter in a field submits', async () => {
  const onSubmit = vi.fn();
  render(<Host onSubmit={onSubmit} />);
  await userEvent.click(screen.getByRole('button', { name: 'Open it' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'x{Enter}');
  expect(onSubmit).toHaveBeenCalledOnce();
});
