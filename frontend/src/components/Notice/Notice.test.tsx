import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Notice } from './Notice';

it('offers what can be done, and goes when it is done', async () => {
  const run = vi.fn();
  const onDismiss = vi.fn();
  render(<Notice kind="done" title="3 events exported" text="/tmp/activity.csv" actions={[{ label: 'Show in folder', run }]} onDismiss={onDismiss} />);
  await userEvent.click(screen.getByRole('button', { name: 'Show in folder' }));
  expect(run).toHaveBeenCalled();
  expect(onDismiss).toHaveBeenCalled();
});
