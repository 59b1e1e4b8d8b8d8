import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Menu } from './Menu';

it('opens by key and does what is chosen', async () => {
  const onAction = vi.fn();
  render(
    <Menu groups={[{ id: 'copy', entries: [{ id: 'copy.csv', label: 'Copy as CSV', keys: ['Ctrl', 'C'] }, { id: 'copy.json', label: 'Copy as JSON' }] }]} onAction={onAction}>
      Actions (3)
    </Menu>,
  );
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(screen.getAllByRole('menuitem')).toHaveLength(2);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(onAction).toHaveBeenCalledWith('copy.json');
});
