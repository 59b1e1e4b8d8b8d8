import { CalendarDateTime } from '@internationalized/date';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { DateTimeField } from './DateTimeField';

it('each part can be typed', async () => {
  const onChange = vi.fn();
  const value = new CalendarDateTime(2026, 8, 2, 19, 30);
  render(<DateTimeField label="From" value={value} placeholder={value} onChange={onChange} />);
  const minute = screen.getByRole('spinbutton', { name: /minute/ });
  await userEvent.click(minute);
  await userEvent.keyboard('{ArrowUp}');
  expect(String(onChange.mock.lastCall?.[0])).toBe('2026-08-02T19:31:00');
});
