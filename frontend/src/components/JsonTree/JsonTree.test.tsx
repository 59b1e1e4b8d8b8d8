import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { parseJson } from '../../text/json';
import { JsonTree } from './JsonTree';

const draw = (text: string) => {
  const node = parseJson(text);
  if (!node) throw new Error('no JSON');
  return render(<JsonTree node={node} />);
};

it('shows fields, numbers as written, and folds', async () => {
  draw('{"user":{"name":"ana","id":90071992547409931234},"ok":true}');
  expect(screen.getByText('90071992547409931234')).toBeDefined();
  const toggle = screen.getByRole('button', { name: 'user 2 fields' });
  expect(toggle.getAttribute('aria-expanded')).toBe('true');
  await userEvent.click(toggle);
  expect(screen.queryByText('ana')).toBeNull();
});

it('shows a long list in parts', async () => {
  draw(`[${Array.from({ length: 250 }, (_, i) => `"item-${String(i)}"`).join(',')}]`);
  expect(screen.queryByText('item-200')).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: /150 more entries/ }));
  expect(screen.getByText('item-249')).toBeDefined();
});
