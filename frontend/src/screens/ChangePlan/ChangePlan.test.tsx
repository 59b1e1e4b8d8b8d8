import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { ChangePlan } from './ChangePlan';

it('shows what would be due before it changes the plan', async () => {
  const { door } = await renderScreen(<ChangePlan />);
  const Plan = vi.spyOn(door, 'Plan');
  const change = screen.getByRole('button', { name: 'Change the plan' });
  expect(change.getAttribute('aria-disabled')).toBe('true');
  await userEvent.click(screen.getByRole('radio', { name: /Free/ }));
  const due = (await door.Plan({ plan: 'free', confirm: false })).purge.due;
  expect(due).toBeGreaterThan(0);
  expect((await screen.findByText(/are due\./)).textContent).toContain(`${String(due)} of`);
  expect(Plan.mock.calls.some(([request]) => request.confirm)).toBe(false);
  await userEvent.click(change);
  expect(Plan.mock.lastCall?.[0]).toEqual({ plan: 'free', confirm: true });
  expect((await door.State()).archive?.plan).toBe('free');
});

it('looks at what would be due and changes nothing where the archive is read-only', async () => {
  const { door } = await renderScreen(<ChangePlan />, { readOnly: 'it is on a disk that is only read' });
  const Plan = vi.spyOn(door, 'Plan');
  expect(screen.getByText(/^This archive is read-only here/)).toBeDefined();
  await userEvent.click(screen.getByRole('radio', { name: /^Free/ }));
  expect(await screen.findByText(/are due\./)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Change the plan' }));
  await userEvent.keyboard('{Enter}');
  expect(Plan.mock.calls.every(([request]) => !request.confirm)).toBe(true);
});
