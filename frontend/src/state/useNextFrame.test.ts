import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useNextFrame } from './useNextFrame';

it('the first is there at once, the next when the rest is painted, and null at once', async () => {
  const { result, rerender } = renderHook(({ value }) => useNextFrame(value), { initialProps: { value: null as string | null } });
  expect(result.current).toBeNull();
  rerender({ value: 'a' });
  expect(result.current).toBe('a');
  rerender({ value: 'b' });
  expect(result.current).toBe('a');
  await waitFor(() => expect(result.current).toBe('b'));
  rerender({ value: null });
  expect(result.current).toBeNull();
  rerender({ value: 'c' });
  expect(result.current).toBe('c');
});

it('values that come faster than frames do not keep it waiting, and the newest is shown', () => {
  const frames: FrameRequestCallback[] = [];
  vi.spyOn(window, 'requestAnimationFrame').mockImplementation((run) => frames.push(run));
  const next = () => act(() => frames.splice(0).forEach((run) => run(0)));
  const { result, rerender } = renderHook(({ value }) => useNextFrame<number>(value), { initialProps: { value: 0 } });
  next();
  next();
  rerender({ value: 1 });
  next(); // before it is painted
  expect(result.current).toBe(0);
  rerender({ value: 2 });
  next();
  expect(result.current).toBe(2);
});

it('nothing is shown by what is gone', () => {
  const frames: FrameRequestCallback[] = [];
  vi.spyOn(window, 'requestAnimationFrame').mockImplementation((run) => frames.push(run));
  const cancel = vi.spyOn(window, 'cancelAnimationFrame');
  const { unmount } = renderHook(() => useNextFrame(1));
  unmount();
  expect(cancel).toHaveBeenCalledWith(1);
});
