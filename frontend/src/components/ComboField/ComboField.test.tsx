import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
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

const zones = ['UTC', 'Europe/Paris', 'Europe/Prague', 'America/New_York'].map((zone) => ({ value: zone, label: zone }));
function Host({ onChange }: { onChange: (zone: string) => void }) {
  const [zone, setZone] = useState('UTC');
  return (
    <ComboField
      label="Time zone"
      value={zone}
      options={zones}
      onChange={(next) => {
        onChange(next);
        setZone(next);
      }}
    />
  );
}
const open = async () => {
  const onChange = vi.fn();
  const onSubmit = vi.fn((event: React.FormEvent) => event.preventDefault());
  render(
    <form onSubmit={onSubmit}>
      <Host onChange={onChange} />
    </form>,
  );
  const field = screen.getByRole<HTMLInputElement>('combobox', { name: 'Time zone' });
  await userEvent.clear(field);
  return { field, onChange, onSubmit };
};

it('Enter takes the first of what is typed, which is shown as the next', async () => {
  const { field, onChange, onSubmit } = await open();
  await userEvent.type(field, 'new y');
  expect(screen.getByRole('option').hasAttribute('data-next')).toBe(true);
  await userEvent.keyboard('{Enter}');
  expect(onChange.mock.calls).toEqual([['America/New_York']]);
  expect(onSubmit).not.toHaveBeenCalled();
  expect(screen.queryByRole('option')).toBeNull();
});

it('says that nothing is called so, and keeps what was typed', async () => {
  const { field, onChange, onSubmit } = await open();
  await userEvent.type(field, 'xyz{Enter}');
  expect(screen.getByRole('alert').textContent).toBe('Nothing here is called “xyz”. It stays UTC.');
  expect(field.value).toBe('xyz');
  expect(onChange).not.toHaveBeenCalled();
  expect(onSubmit).not.toHaveBeenCalled();
  await userEvent.clear(field);
  await userEvent.type(field, 'prag{Enter}');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(onChange).toHaveBeenCalledWith('Europe/Prague');
});

it('leaving it takes the only one that is called so', async () => {
  const { field, onChange } = await open();
  await userEvent.type(field, 'new_y');
  await userEvent.tab();
  expect(onChange.mock.calls).toEqual([['America/New_York']]);
});
