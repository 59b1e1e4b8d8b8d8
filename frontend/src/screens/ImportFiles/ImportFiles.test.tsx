import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { ImportFiles } from './ImportFiles';

it('asks for zone and order of dates first', async () => {
  const { door } = await renderScreen(<ImportFiles drop={null} />);
  const taken = vi.spyOn(door, 'ImportFiles');
  await userEvent.click(screen.getByRole('radio', { name: /Day first/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Choose files…' }));
  expect(taken).toHaveBeenCalledWith({ zone: 'UTC', dateOrder: 'day-first' });
});

it('says of folders that they are folders, and how they are taken in', async () => {
  const drop = {
    token: 'drop-1',
    files: [
      { name: 'logs', bytes: 0, bundle: false, folder: true },
      { name: 'logs', bytes: 0, bundle: false, folder: true },
      { name: 'activity.json', bytes: 1200, bundle: false, folder: false },
    ],
  };
  await renderScreen(<ImportFiles drop={drop} />);
  expect(screen.getByRole('dialog', { name: 'Import 2 folders and 1 file' })).toBeDefined();
  expect(screen.getAllByText('folder, all files in it as one import')).toHaveLength(2);
});
