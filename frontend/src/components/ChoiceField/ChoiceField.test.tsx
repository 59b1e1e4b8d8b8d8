import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { ChoiceField } from './ChoiceField';

it('is a group of radio buttons with arrow keys', async () => {
  const onChange = vi.fn();
  render(
    <ChoiceField
      label="Theme"
      value="system"
      choices={[
        { value: 'system', label: 'System' },
        { value: 'light', label: 'Light' },
      ]}
      onChange={onChange}
    />,
  );
  expect(screen.getByRole('radiogroup', { name: 'Theme' })).toBeDefined();
  await userEvent.tab();
  await userEvent.keyboard('{ArrowDown}');
  expect(onChange).toHaveBeenCalledWith('light');
});
