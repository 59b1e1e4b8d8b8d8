import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Keys } from './Keys';

it('shows each key', () => {
  const { container } = render(<Keys parts={['Ctrl', 'F']} />);
  expect([...container.querySelectorAll('kbd')].map((key) => key.textContent)).toEqual(['Ctrl', 'F']);
});
