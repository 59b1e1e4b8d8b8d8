import { act, render, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { LiveRegion } from './LiveRegion';

it('says only the last of many, and the same words again', () => {
  vi.useFakeTimers();
  const { rerender } = render(<LiveRegion text="1 event found" n={1} />);
  rerender(<LiveRegion text="2 events found" n={2} />);
  expect(screen.getByRole('status').textContent).toBe('');
  act(() => void vi.advanceTimersByTime(400));
  const first = screen.getByRole('status').textContent;
  expect(first?.trim()).toBe('2 events found');
  rerender(<LiveRegion text="2 events found" n={3} />);
  act(() => void vi.advanceTimersByTime(400));
  expect(screen.getByRole('status').textContent).not.toBe(first);
  vi.useRealTimers();
});
