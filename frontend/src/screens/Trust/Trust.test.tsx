import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { runCommand } from '../../commands/list';
import { watchDoubt } from '../../state/trust';
import { renderScreen } from '../../test/render';
import { Dialogs } from '../Dialogs/Dialogs';

const doubt = ['This computer last knew 12 lines of its journal, and the folder has 9'];

it('tells that the archive is not as it was known, and takes it for a reason', async () => {
  const { session, door } = await renderScreen(<Dialogs />, { doubt });
  const stop = watchDoubt(session);
  const told = session.notices.list.get().find((notice) => notice.topic === 'doubt');
  expect(told?.title).toBe('This archive is not as this computer last knew it');
  expect(told?.text).toContain('and the folder has 9');
  const Trust = vi.spyOn(door, 'Trust');
  act(() => told?.actions[0]?.run());
  expect(await screen.findByRole('dialog', { name: 'Take this archive as it is?' })).toBeDefined();
  expect(screen.getByText(/^This computer last knew 12 lines/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Take it as it is' }));
  expect(screen.getByText('It needs a reason, which goes into the journal.')).toBeDefined();
  expect(Trust).not.toHaveBeenCalled();
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'The backup of Monday');
  await userEvent.click(screen.getByRole('button', { name: 'Take it as it is' }));
  await waitFor(() => expect(session.view.dialog.get()).toBeNull());
  expect(Trust.mock.calls).toEqual([[{ reason: 'The backup of Monday', newKey: false }]]);
  await waitFor(() => expect(session.app.get().archive?.doubt).toEqual([]));
  expect(session.notices.list.get().some((notice) => notice.topic === 'doubt')).toBe(false);
  stop();
});

it('a refused import offers to make a new key, and nothing makes one unasked', async () => {
  const { session, door } = await renderScreen(<Dialogs />, { hasKey: false });
  await session.attempt(() => door.ImportFiles({ zone: 'UTC', dateOrder: 'unknown' }));
  const [notice] = session.notices.list.get();
  expect(notice?.title).toBe('The key that signs for this archive cannot be used on this computer');
  act(() => notice?.actions[0]?.run());
  expect(await screen.findByRole('dialog', { name: 'Make a new key for this archive?' })).toBeDefined();
  const Trust = vi.spyOn(door, 'Trust');
  await userEvent.type(screen.getByRole('textbox', { name: 'Reason' }), 'The laptop was exchanged');
  await userEvent.click(screen.getByRole('button', { name: 'Make a new key' }));
  await waitFor(() => expect(session.view.dialog.get()).toBeNull());
  expect(Trust.mock.calls).toEqual([[{ reason: 'The laptop was exchanged', newKey: true }]]);
  expect(await door.ImportFiles({ zone: 'UTC', dateOrder: 'unknown' })).not.toBe('');
});

it('asks for the key too where the archive that is taken has none here', async () => {
  const { session, door } = await renderScreen(<Dialogs />, { doubt, hasKey: false });
  act(() => runCommand(session, 'trust'));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Reason' }), 'Restored');
  await userEvent.click(screen.getByRole('button', { name: 'Take it as it is' }));
  expect((await screen.findByRole('alert')).textContent).toContain('cannot be used on this computer');
  expect(session.app.get().archive?.doubt).toEqual(doubt);
  const Trust = vi.spyOn(door, 'Trust');
  await userEvent.click(screen.getByRole('button', { name: 'Take it, and make a new key' }));
  await waitFor(() => expect(session.view.dialog.get()).toBeNull());
  expect(Trust.mock.calls).toEqual([[{ reason: 'Restored', newKey: true }]]);
});
