import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { SwitchField } from './SwitchField';

it('is a switch, by key too', async () => {
  const onChange = vi.fn();
  render(<SwitchField label="Keep all rows" value={false} onChange={onChange} />);
  expect(screen.getByRole('switch', { name: 'Keep all rows' })).toBeDefined();
  await userEvent.tab();
  await userEvent.keyboard(' ');
  expect(onChange).toHaveBeenCalledWith(true);
});
