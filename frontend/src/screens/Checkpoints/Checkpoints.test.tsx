import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { Checkpoints } from './Checkpoints';

it('saves a checkpoint and says where', async () => {
  const { door } = await renderScreen(<Checkpoints />);
  const SaveCheckpoint = vi.spyOn(door, 'SaveCheckpoint');
  await userEvent.click(screen.getByRole('button', { name: 'Save checkpoint…' }));
  expect(await screen.findByText('/home/officer/Documents/Northwind 2026.checkpoint')).toBeDefined();
  expect(SaveCheckpoint).toHaveBeenCalledOnce();
});

it('compares, with what that proves and what it cannot', async () => {
  const { door } = await renderScreen(<Checkpoints />);
  await userEvent.click(screen.getByRole('button', { name: 'Compare with a saved checkpoint…' }));
  expect(await screen.findByText(/^The archive continues/)).toBeDefined();
  expect(screen.getByText(/^It cannot show that all that happened was imported/)).toBeDefined();
  const answer = await door.CompareCheckpoint();
  if (!answer) throw new Error('it compares');
  vi.spyOn(door, 'CompareCheckpoint').mockResolvedValue({ ...answer, same: false, proves: 'The first 500 events are not those of then.' });
  await userEvent.click(screen.getByRole('button', { name: 'Compare with a saved checkpoint…' }));
  expect(await screen.findByText(/^The archive does not continue/)).toBeDefined();
  expect(screen.getByText('The first 500 events are not those of then.')).toBeDefined();
});

it('finds a file that was exported, and says of another that it is none', async () => {
  const { door } = await renderScreen(<Checkpoints />);
  await userEvent.click(screen.getByRole('button', { name: 'Check a file…' }));
  expect(await screen.findByText(/is as it was exported$/)).toBeDefined();
  expect(screen.getByText(/^Exported 45 events as CSV/)).toBeDefined();
  const found = await door.CheckFile();
  if (!found) throw new Error('it finds');
  vi.spyOn(door, 'CheckFile').mockResolvedValue({ ...found, found: false, lines: [] });
  await userEvent.click(screen.getByRole('button', { name: 'Check a file…' }));
  expect(await screen.findByText(/is no file that this archive exported or imported$/)).toBeDefined();
  const imports = [{ import: 3, file: 'AWSLogs', in: 'us-east-1/a.json.gz', read: 12, added: 11, when: '2026-08-04T07:12:00Z', user: 'ana', refused: '' }];
  vi.spyOn(door, 'CheckFile').mockResolvedValue({ ...found, found: false, lines: [], imports });
  await userEvent.click(screen.getByRole('button', { name: 'Check a file…' }));
  expect(await screen.findByText(/is as it was imported$/)).toBeDefined();
  expect(screen.getByRole('status').textContent).toContain('AWSLogs, us-east-1/a.json.gz');
  expect(screen.getByRole('status').textContent).toContain('12 records read, 11 added');
});

it('does not call a file unknown where the key is missing', async () => {
  const { door } = await renderScreen(<Checkpoints />);
  const found = await door.CheckFile();
  if (!found) throw new Error('it finds');
  const doubt = 'The archive knows 3 files only by marks of a key that is not on this computer; check the file on the computer that has it.';
  vi.spyOn(door, 'CheckFile').mockResolvedValue({ ...found, found: false, lines: [], doubt });
  await userEvent.click(screen.getByRole('button', { name: 'Check a file…' }));
  expect(await screen.findByText(/ cannot be told here$/)).toBeDefined();
  expect(screen.getByText(doubt)).toBeDefined();
  expect(screen.queryByText(/is no file that/)).toBeNull();
});

it('says that the journal has no line of it where the archive is read-only', async () => {
  await renderScreen(<Checkpoints />, { readOnly: 'it is on a disk that is only read' });
  await userEvent.click(screen.getByRole('button', { name: 'Save checkpoint…' }));
  expect(await screen.findByText('The journal has no line of this: the archive is read-only.')).toBeDefined();
});
