import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { ImportFiles } from './ImportFiles';

it('asks for zone and order of dates first', async () => {
  const { door } = await renderScreen(<ImportFiles drop={null} />);
  const Import = vi.spyOn(door, 'Import');
  await userEvent.click(screen.getByRole('radio', { name: /Day first/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Choose files…' }));
  expect(Import).toHaveBeenCalledWith({ zone: 'UTC', dateOrder: 'day-first', dropped: '', folder: false });
});
