import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { FacetList } from './FacetList';

const values = Array.from({ length: 12 }, (_, i) => ({ value: `member-${String(i)}`, count: 12 - i === 1 ? 0 : 1000 * (12 - i) }));

function draw(chosen: string[] = []) {
  const onToggle = vi.fn();
  const onClear = vi.fn();
  render(<FacetList heading="Member" many="members" values={values} distinct={11} chosen={chosen} onToggle={onToggle} onClear={onClear} />);
  return { onToggle, onClear };
}

it('shows values with exact counts and toggles them', async () => {
  const { onToggle } = draw();
  await userEvent.click(screen.getByRole('button', { name: 'member-0, 12,000 events' }));
  expect(onToggle).toHaveBeenCalledWith('member-0');
});

it('always shows what is chosen, and can drop it', async () => {
  const { onClear } = draw(['member-11']);
  expect(screen.getByRole('button', { name: /^member-11,/ }).getAttribute('aria-pressed')).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: 'All members' }));
  expect(onClear).toHaveBeenCalled();
});

it('shows all and finds among them', async () => {
  draw();
  expect(screen.queryByRole('button', { name: /^member-9,/ })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Show all 12' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Find in members' }), '-9');
  expect(screen.getAllByRole('button', { name: /^member-/ })).toHaveLength(1);
});
