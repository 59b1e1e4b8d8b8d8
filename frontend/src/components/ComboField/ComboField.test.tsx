import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ComboField } from './ComboField';

it('finds by typing', async () => {
  const onChange = vi.fn();
  render(
    <ComboField
      label="Time zone"
      value="UTC"
      options={['UTC', 'Europe/Paris', 'Europe/Prague', 'Asia/Tokyo'].map((zone) => ({ value: zone, label: zone }))}
      onChange={onChange}
    />,
  );
  const field = screen.getByRole('combobox', { name: 'Time zone' });
  await userEvent.clear(field);
  await userEvent.type(field, 'pari');
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(onChange).toHaveBeenCalledWith('Europe/Paris');
});
