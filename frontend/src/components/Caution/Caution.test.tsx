import { render, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { Caution } from './Caution';

it('is a group by its name, and its sign is no word of it', () => {
  render(
    <Caution label="Not whole">
      <p>The file was cut.</p>
    </Caution>,
  );
  expect(screen.getByRole('group', { name: 'Not whole' }).textContent).toBe('The file was cut.');
});
