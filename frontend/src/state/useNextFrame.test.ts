import { renderHook, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useNextFrame } from './useNextFrame';

it('the first is there at once, the next a frame later, and none of them after it is gone', async () => {
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
