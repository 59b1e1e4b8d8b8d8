import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Progress } from './Progress';

it('tells how far it is, and only if it knows', () => {
  const { rerender } = render(<Progress label="Import" done={30} total={120} />);
  expect(screen.getByRole('progressbar', { name: 'Import' }).getAttribute('aria-valuenow')).toBe('25');
  rerender(<Progress label="Import" done={30} total={0} />);
  expect(screen.getByRole('progressbar').hasAttribute('aria-valuenow')).toBe(false);
});
