import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { CopyField } from './CopyField';

it('copies the original, whatever is shown', async () => {
  const onCopy = vi.fn(() => Promise.resolve(true));
  render(
    <dl>
      <CopyField label="Description" value={'a\u202eb'} onCopy={onCopy}>
        shown otherwise
      </CopyField>
    </dl>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Copy description' }));
  expect(onCopy).toHaveBeenCalledWith('a\u202eb', 'Description');
});
