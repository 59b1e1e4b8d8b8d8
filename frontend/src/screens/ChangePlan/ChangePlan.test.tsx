import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { ChangePlan } from './ChangePlan';

it('shows what would be due before it changes the plan', async () => {
  const { door } = await renderScreen(<ChangePlan />);
  const changed = vi.spyOn(door, 'ChangePlan');
  const change = screen.getByRole('button', { name: 'Change the plan' });
  expect(change.getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(screen.getByRole('radio', { name: /Free/ }));
  const due = (await door.PreviewPlan('free')).due;
  expect(due).toBeGreaterThan(0);
  expect((await screen.findByText(/are due\./)).textContent).toContain(`${String(due)} of`);
  expect(changed).not.toHaveBeenCalled();
  await userEvent.click(change);
  expect(changed.mock.lastCall?.[0]).toBe('free');
  expect((await door.State()).archive?.plan).toBe('free');
});

it('looks at what would be due and changes nothing where the archive is read-only', async () => {
  const { door } = await renderScreen(<ChangePlan />, { readOnly: 'it is on a disk that is only read' });
  const changed = vi.spyOn(door, 'ChangePlan');
  expect(screen.getByText(/^This archive is read-only here/)).toBeDefined();
  await userEvent.click(screen.getByRole('radio', { name: /^Free/ }));
  expect(await screen.findByText(/are due\./)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Change the plan' }));
  await userEvent.keyboard('{Enter}');
  expect(changed).not.toHaveBeenCalled();
});
