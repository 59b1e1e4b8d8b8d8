import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { Checkpoints } from './Checkpoints';

const annKey = 'witness/ann+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv';
const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

it('takes a cosigned checkpoint back once the key of the witness is given, and says who and when', async () => {
  const { door } = await renderScreen(<Checkpoints />);
  const trust = vi.spyOn(door, 'TrustWitness');
  await press('Take a cosigned checkpoint…');
  expect(await screen.findByText(/is cosigned by somebody whom this archive does not know$/)).toBeDefined();
  expect(screen.getByText('witness/ann, key 67f7aea0')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Take it back' }).getAttribute('aria-disabled')).toBe('true');
  await userEvent.type(screen.getByRole('textbox', { name: 'Key of the witness' }), annKey);
  await press('Take it back');
  expect(await screen.findByText('The cosigned checkpoint is in the journal')).toBeDefined();
  expect(trust).toHaveBeenCalledExactlyOnceWith('cosigned-1', annKey);
  expect((await screen.findAllByText(/witness\/ann/)).length).toBe(2);
  expect(await screen.findByText(/^The checkpoint of 450 events was cosigned by/)).toBeDefined();
  expect(screen.getByText(/No event came since\.$/)).toBeDefined();
  await press('Take a cosigned checkpoint…');
  expect(await screen.findByText('The archive has this checkpoint already')).toBeDefined();
});

it('leaves the question there where the key is none', async () => {
  const { session } = await renderScreen(<Checkpoints />);
  await press('Take a cosigned checkpoint…');
  await userEvent.type(await screen.findByRole('textbox', { name: 'Key of the witness' }), 'no key');
  await press('Take it back');
  await vi.waitFor(() => expect(session.notices.list.get().map((one) => one.title)).toContain('That is no key of a witness'));
  expect(screen.getByRole('textbox', { name: 'Key of the witness' })).toBeDefined();
});

it('cosigns the checkpoint of somebody else under a name, with the key to compare', async () => {
  const { door } = await renderScreen(<Checkpoints />);
  const cosign = vi.spyOn(door, 'Cosign');
  await press('Cosign a checkpoint…');
  expect(await screen.findByText(/^You have cosigned none of this archive before, and only the file says/)).toBeDefined();
  expect(screen.getByText(/\+d8d55e44\+/)).toBeDefined();
  const name = screen.getByRole<HTMLInputElement>('textbox', { name: 'Your name as a witness' });
  expect(name.value).toBe('witness/amelie');
  await userEvent.clear(name);
  await userEvent.type(name, 'Amelie of Audit');
  await press('Cosign and save…');
  expect(await screen.findByText('A name without spaces and without +.')).toBeDefined();
  expect(cosign).not.toHaveBeenCalled();
  await userEvent.clear(name);
  await userEvent.type(name, 'witness/amelie');
  await press('Cosign and save…');
  expect(await screen.findByText(/^Cosigned as/)).toBeDefined();
  expect(cosign).toHaveBeenCalledExactlyOnceWith({ token: 'cosign-1', name: 'witness/amelie' });
  expect(screen.getByText('/home/officer/Documents/Contoso 2026-11-22.cosigned.checkpoint')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Copy your key' })).toBeDefined();

  await press('Cosign a checkpoint…');
  expect(await screen.findByText(/It continues the one of 12,480 that you cosigned on/)).toBeDefined();
  expect(screen.queryByRole('textbox', { name: 'Your name as a witness' })).toBeNull();
  await press('Cosign and save…');
  expect(await screen.findByText(/^Cosigned as/)).toBeDefined();
  expect(cosign).toHaveBeenLastCalledWith({ token: 'cosign-1', name: '' });
});

it('says why a checkpoint is not cosigned, and that a witness is somebody else', async () => {
  const { door, session } = await renderScreen(<Checkpoints />);
  const request = await door.LookToCosign();
  if (!request) throw new Error('it looks');
  vi.spyOn(door, 'LookToCosign').mockRejectedValueOnce({ code: 'refused', message: 'It is not cosigned: it has fewer events', hint: 'Ask its owner how that can be.' });
  await press('Cosign a checkpoint…');
  await vi.waitFor(() => expect(session.notices.list.get().map((one) => one.title)).toContain('It is not cosigned: it has fewer events'));
  vi.spyOn(door, 'LookToCosign').mockResolvedValueOnce({ ...request, own: true });
  await press('Cosign a checkpoint…');
  expect(await screen.findByText(/A witness is somebody else, on another computer\.$/)).toBeDefined();
});
