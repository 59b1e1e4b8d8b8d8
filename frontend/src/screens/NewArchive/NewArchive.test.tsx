import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { NewArchive } from './NewArchive';
import { planName } from './plans';

it('needs a name, takes a plan, and sends no path', async () => {
  const { session, door } = await renderScreen(<NewArchive />, { events: 0 });
  const open = vi.spyOn(door, 'NewArchive');
  await userEvent.click(screen.getByRole('button', { name: 'Choose a folder…' }));
  expect(screen.getByText('An archive needs a name.')).toBeDefined();
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), ' Contoso ');
  await userEvent.click(screen.getByRole('radio', { name: /Scale/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Choose a folder…' }));
  expect(open).toHaveBeenCalledExactlyOnceWith({ name: 'Contoso', plan: 'scale' });
  await waitFor(() => expect(session.app.get().archive?.name).toBe('Contoso'));
});

it('says plans in words', () => {
  expect(planName('enterprise')).toBe('Enterprise plan, kept 1 year');
  expect(planName('keep')).toBe('Everything is kept');
});
