import { expect, it } from 'vitest';
import { shortened } from './shortened';

it('leaves what is short, and shortens what is not, with an ellipsis', () => {
  expect(shortened('webhook', 7)).toBe('webhook');
  expect(shortened('webhook', 6)).toBe('webho…');
  expect(shortened('web hook', 5)).toBe('web…');
  expect(shortened('x'.repeat(15_000), 100)).toHaveLength(100);
});

it('cuts no character in two', () => {
  expect(shortened('ab👩‍👩‍👧cd', 6)).toBe('ab…');
  expect(shortened('ab😀cd', 4)).toBe('ab…');
});
