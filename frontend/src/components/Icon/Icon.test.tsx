import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Icon } from './Icon';

it('an icon is hidden from assistive technology', () => {
  const { container } = render(<Icon name="search" />);
  expect(container.querySelector('svg')?.getAttribute('aria-hidden')).toBe('true');
});
