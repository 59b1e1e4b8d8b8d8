import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { commandById, runCommand } from '../../commands/list';
import { renderScreen } from '../../test/render';
import { EvidenceBundle } from './EvidenceBundle';

it('sends case, purpose and recipient as typed', async () => {
  const { session, door } = await renderScreen(<EvidenceBundle />);
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  const ExportBundle = vi.spyOn(door, 'ExportBundle');
  await userEvent.type(screen.getByRole('textbox', { name: 'Case' }), 'C-17');
  await userEvent.type(screen.getByRole('textbox', { name: 'Recipient' }), 'Auditor');
  screen.getByText(/One zip with 1 event as CSV/);
  await userEvent.click(screen.getByRole('button', { name: 'Choose a file…' }));
  expect(ExportBundle.mock.lastCall?.[0]).toMatchObject({ caseName: 'C-17', purpose: '', recipient: 'Auditor', leaveOut: [], chosenOnly: false, encryptFor: '', passphrase: '' });
  await waitFor(() => expect(session.notices.list.get().map((notice) => notice.title)).toContain('Evidence bundle of 1 event written and verified'));
});

it('asks for nothing while nothing is selected', async () => {
  const { session } = await renderScreen(<EvidenceBundle />);
  expect(commandById('export.bundle').label).toBe('Export evidence bundle…');
  runCommand(session, 'export.bundle');
  expect(session.view.dialog.get()).toBeNull();
  expect(session.notices.list.get().at(-1)?.title).toBe('Select rows first');

  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  runCommand(session, 'export.bundle');
  expect(session.view.dialog.get()).toEqual({ kind: 'bundle' });
});

it('writes nothing when it is cancelled', async () => {
  const { session, door } = await renderScreen(<EvidenceBundle />);
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  const ExportBundle = vi.spyOn(door, 'ExportBundle');
  await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(ExportBundle).not.toHaveBeenCalled();
});

it('says before, and when it is written, what it lacks and what the journal does not have', async () => {
  const { session } = await renderScreen(<EvidenceBundle />, { unread: 52, readOnly: 'it is on a disk that is only read' });
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  expect(screen.getByText('52 events of this archive cannot be read, and no bundle can have them. The bundle says so itself.')).toBeDefined();
  expect(screen.getByText(/^The archive is read-only: its journal gets no line of this/)).toBeDefined();
  await userEvent.click(screen.getByRole('button', { name: 'Choose a file…' }));
  await waitFor(() => expect(session.notices.list.get().at(-1)).toMatchObject({ kind: 'warn', title: 'Evidence bundle of 1 event written and verified' }));
  expect(session.notices.list.get().at(-1)!.text).toMatch(/of 52 events that cannot be read: say so to whoever gets it\. The journal has no line of this: the archive is read-only\.$/);
});

it('says nothing of that where all is well', async () => {
  const { session } = await renderScreen(<EvidenceBundle />);
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  expect(screen.queryByText(/cannot be read|read-only/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Choose a file…' }));
  await waitFor(() => expect(session.notices.list.get().at(-1)).toMatchObject({ kind: 'done', text: '/home/officer/Documents/evidence.zip, 180 bytes' }));
});

async function withSelected() {
  const rendered = await renderScreen(<EvidenceBundle />);
  const { session } = rendered;
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  return { ...rendered, ExportBundle: vi.spyOn(rendered.door, 'ExportBundle'), choose: () => userEvent.click(screen.getByRole('button', { name: 'Choose a file…' })) };
}

it('says what will be left out, of how many events, and whose word the names are', async () => {
  const { ExportBundle, choose } = await withSelected();
  expect(screen.queryByRole('switch'), 'the dialog is as short as it was').toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'Leave something out…' }));
  expect(screen.getByRole('status').textContent).toBe('Nothing is left out yet.');
  await userEvent.click(screen.getByRole('switch', { name: 'Descriptions' }));
  await userEvent.click(screen.getByRole('switch', { name: 'Members' }));
  expect(screen.getByRole('status').textContent).toBe(
    'Of 1 event, the member and the description will be left out, and whatever else would tell it. The details go with them, since they are the source’s own record of both. Members are called Member 1, Member 2 and so on; that one name is one member is your word, and not proved. All the rest is proved as before, and what is left out can be shown and proved later.',
  );
  await choose();
  expect(ExportBundle.mock.lastCall?.[0]).toMatchObject({ leaveOut: ['member', 'description'], chosenOnly: false });
});

it('leaves parts out of the selected events only, in a bundle of all that match', async () => {
  const { ExportBundle, choose, session } = await withSelected();
  const { total } = session.queries.answer.get().result!;
  await userEvent.click(screen.getByRole('button', { name: 'Leave something out…' }));
  await userEvent.click(screen.getByRole('switch', { name: 'Details' }));
  await userEvent.click(screen.getByRole('radio', { name: /^Only the 1 selected event/ }));
  expect(screen.getByText(new RegExp(`^One zip with ${total.toLocaleString('en')} events as CSV`))).toBeDefined();
  await choose();
  expect(ExportBundle.mock.lastCall?.[0]).toMatchObject({ leaveOut: ['details'], chosenOnly: true });
});

it('leaves nothing out once that part is closed again', async () => {
  const { ExportBundle, choose } = await withSelected();
  const trigger = screen.getByRole('button', { name: 'Leave something out…' });
  await userEvent.click(trigger);
  await userEvent.click(screen.getByRole('switch', { name: 'Members' }));
  await userEvent.click(trigger);
  await choose();
  expect(ExportBundle.mock.lastCall?.[0]).toMatchObject({ leaveOut: [], chosenOnly: false });
});

it('encrypts for public keys, and says of what is none what it should be', async () => {
  const { ExportBundle, choose } = await withSelected();
  await userEvent.click(screen.getByRole('button', { name: 'Encrypt for…' }));
  const keys = screen.getByRole('textbox', { name: 'Public keys of the recipients' });
  await choose();
  expect(screen.getByText(/^Paste at least one public key/)).toBeDefined();
  await userEvent.type(keys, 'ann@example.com');
  expect(screen.getByText(/^A public key begins with age1/)).toBeDefined();
  await userEvent.clear(keys);
  await userEvent.type(keys, 'AGE-SECRET-KEY-1QQ');
  expect(screen.getByText(/^That is a private key/)).toBeDefined();
  expect(ExportBundle).not.toHaveBeenCalled();
  await userEvent.clear(keys);
  await userEvent.type(keys, '# ann{Enter}age1qqq{Enter}ssh-ed25519 AAAA ann');
  await choose();
  expect(ExportBundle.mock.lastCall?.[0]).toMatchObject({ encryptFor: '# ann\nage1qqq\nssh-ed25519 AAAA ann', passphrase: '' });
});

it('encrypts by a passphrase that was typed twice and is not shown', async () => {
  const { ExportBundle, choose } = await withSelected();
  await userEvent.click(screen.getByRole('button', { name: 'Encrypt for…' }));
  await userEvent.click(screen.getByRole('radio', { name: 'A passphrase' }));
  const first = screen.getByLabelText('Passphrase');
  const again = screen.getByLabelText('The same again');
  expect([first.getAttribute('type'), again.getAttribute('type')]).toEqual(['password', 'password']);
  await userEvent.type(first, 'short');
  await choose();
  expect(screen.getByText(/^A passphrase has at least 12 characters/)).toBeDefined();
  await userEvent.type(first, ' and longer');
  await choose();
  expect(screen.getByText('The two are not the same.')).toBeDefined();
  expect(ExportBundle).not.toHaveBeenCalled();
  await userEvent.type(again, 'short and longer');
  await choose();
  expect(ExportBundle.mock.lastCall?.[0]).toMatchObject({ encryptFor: '', passphrase: 'short and longer' });
});
