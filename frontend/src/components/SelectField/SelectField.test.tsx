import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { SelectField } from './SelectField';

it('opens a list and takes what is chosen', async () => {
  const onChange = vi.fn();
  render(
    <SelectField
      label="Plan"
      value="keep"
      options={[
        { value: 'keep', label: 'Keep everything' },
        { value: 'pro', label: 'Pro', note: '30 days' },
      ]}
      onChange={onChange}
    />,
  );
  await userEvent.click(screen.getByRole('button', { name: /Plan/ }));
  await userEvent.click(screen.getByRole('option', { name: /Pro/ }));
  expect(onChange).toHaveBeenCalledWith('pro');
});
