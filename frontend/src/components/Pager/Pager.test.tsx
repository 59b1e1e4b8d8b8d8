import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Pager } from './Pager';

it('goes to a page by its number, the last at most', async () => {
  const onPage = vi.fn();
  render(<Pager page={1} pages={94} onPage={onPage} />);
  const field = screen.getByRole('textbox', { name: 'Page, of 94' });
  await userEvent.clear(field);
  await userEvent.type(field, '12{Enter}');
  expect(onPage).toHaveBeenLastCalledWith(12);
  await userEvent.clear(field);
  await userEvent.type(field, '5000{Enter}');
  expect(onPage).toHaveBeenLastCalledWith(94);
});

it('ignores what is no number, and Esc puts the number back', async () => {
  const onPage = vi.fn();
  render(<Pager page={3} pages={94} onPage={onPage} />);
  const field = screen.getByRole<HTMLInputElement>('textbox');
  await userEvent.clear(field);
  await userEvent.type(field, 'x{Enter}');
  await userEvent.type(field, '7{Escape}');
  expect(onPage).not.toHaveBeenCalled();
  expect(field.value).toBe('3');
});

it('steps, and says where it ends', async () => {
  const onPage = vi.fn();
  render(<Pager page={1} pages={2} onPage={onPage} />);
  await userEvent.click(screen.getByRole('button', { name: 'Previous page' }));
  expect(onPage).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole('button', { name: 'Next page' }));
  expect(onPage).toHaveBeenCalledWith(2);
});

it('tells which button the mouse or the focus is on', async () => {
  const onNear = vi.fn();
  render(<Pager page={2} pages={3} onPage={vi.fn()} onNear={onNear} />);
  await userEvent.hover(screen.getByRole('button', { name: 'Next page' }));
  expect(onNear).toHaveBeenLastCalledWith(1);
  await userEvent.unhover(screen.getByRole('button', { name: 'Next page' }));
  expect(onNear).toHaveBeenLastCalledWith(null);
  screen.getByRole('button', { name: 'Previous page' }).focus();
  expect(onNear).toHaveBeenLastCalledWith(-1);
});
