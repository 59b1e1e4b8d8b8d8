import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { StatusBar } from '../StatusBar/StatusBar';
import { Verify } from './Verify';

it('reads everything, says what it found, and the status bar tells when that was', async () => {
  await renderScreen(
    <>
      <Verify />
      <StatusBar />
    </>,
    { pace: 1 },
  );
  expect(screen.getByText('This archive was never verified.')).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
  expect(await screen.findByText('Verified: 450 events, all as they were written')).toBeDefined();
  expect(screen.getByText('5f0c77e2b1d94a6688c3f2a90d17e6b45c8e21f0a3b7d694521f8a70c6ede91a')).toBeDefined();
  expect(await screen.findByText(/^Verified [^:]*\d\d:\d\d/)).toBeDefined();
  expect(await screen.findByText(/^Last verified .* by amelie: 450 events, all as they were written\.$/)).toBeDefined();
});

it('names the problems', async () => {
  const { door } = await renderScreen(<Verify />, { pace: 1 });
  door.damaged('event number 17: it does not hash to its leaf');
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
  expect(await screen.findByText('1 problem found')).toBeDefined();
  expect(screen.getByText('event number 17: it does not hash to its leaf')).toBeDefined();
});

it('can be cancelled', async () => {
  const { door } = await renderScreen(<Verify />, { pace: 60_000 });
  const Cancel = vi.spyOn(door, 'Cancel');
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
  await userEvent.click(await screen.findByRole('button', { name: 'Cancel' }));
  expect(Cancel).toHaveBeenCalled();
  expect(await screen.findByText(/^Cancelled/)).toBeDefined();
});

it('names files that are not its own as a note, beside a good verdict and beside problems', async () => {
  const { door } = await renderScreen(<Verify />, { pace: 1, foreign: ['segments/.DS_Store'] });
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
  const note = /^Note: segments\/\.DS_Store is not Daybook's; you can remove it\.$/;
  expect((await screen.findByRole('region', { name: 'Result' })).textContent).toContain('all as they were written');
  expect(screen.getByText(note)).toBeDefined();
  door.damaged('event number 17: it does not hash to its leaf');
  await userEvent.click(screen.getByRole('button', { name: 'Verify again' }));
  expect(await screen.findByText('1 problem found')).toBeDefined();
  expect(screen.getByText(note)).toBeDefined();
});

it('says why the journal has no line of it', async () => {
  await renderScreen(<Verify />, { pace: 1, readOnly: 'it is on a disk that is only read' });
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
  expect(await screen.findByText('The journal has no line of this: the archive is read-only, it is on a disk that is only read.')).toBeDefined();
});

it('counts what cannot be read', async () => {
  const { door } = await renderScreen(<Verify />, { pace: 1, unread: 52 });
  door.damaged('segments/000002: 52 events cannot be read');
  await userEvent.click(screen.getByRole('button', { name: 'Verify' }));
  expect(await screen.findByText('Of 502 events, 52 cannot be read.')).toBeDefined();
});
