import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import type { FakeOptions } from '../../api/fake';
import { runCommand } from '../../commands/list';
import { renderScreen } from '../../test/render';
import { Dialogs } from '../Dialogs/Dialogs';

async function verify(options: Partial<FakeOptions> = {}) {
  const rendered = await renderScreen(<Dialogs />, { events: 0, pace: 1, ...options });
  act(() => runCommand(rendered.session, 'verify.bundle'));
  const dialog = await screen.findByRole('dialog', { name: 'Evidence bundle' });
  return { ...rendered, dialog };
}

const heading = (name: string | RegExp) => screen.findByRole('heading', { name });

it('says without an archive what was checked, who signed, and what that does not show', async () => {
  const { dialog, door } = await verify();
  await heading('Whole. Signer not known: key d8d55e44');
  const result = within(dialog).getByRole('region', { name: 'Result' });
  expect(result.hasAttribute('data-good'), 'a key that only the bundle vouches for is no reason to trust it').toBe(false);
  expect(within(result).getByText(/^Nothing here says who signed this: anybody can make such a bundle anew/)).toBeDefined();
  expect(within(result).getByText(/^Each of the 45 events is in the archive’s tree/)).toBeDefined();
  expect(within(result).getByText(/^Whose key it is: only the bundle vouches for its key/)).toBeDefined();
  expect(within(result).getByText(/^daybook\/.*\+d8d55e44\+/)).toBeDefined();
  const copyText = vi.spyOn(door, 'copyText').mockResolvedValue();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Copy as text' }));
  expect(copyText).toHaveBeenCalledExactlyOnceWith('Whole. Signer not known: key d8d55e44.\n');
});

it('compares with a key and a checkpoint, and what was found stays in sight meanwhile', async () => {
  const { dialog, door } = await verify();
  await heading('Whole. Signer not known: key d8d55e44');
  const CompareBundle = vi.spyOn(door, 'CompareBundle');
  await userEvent.click(within(dialog).getByRole('button', { name: 'A key…' }));
  expect(screen.getByRole('heading', { name: 'Whole. Signer not known: key d8d55e44' })).toBeDefined();
  expect(await screen.findByText(/^Signed with the key in northwind\.pub, which you gave/)).toBeDefined();
  await heading('Whole. Signed by key d8d55e44, which you gave');
  expect(screen.queryByText(/^Nothing here says who signed this/)).toBeNull();
  expect(within(dialog).getByRole('region', { name: 'Result' }).hasAttribute('data-good')).toBe(true);
  expect(screen.queryByText(/^Whose key it is/)).toBeNull();
  await userEvent.click(within(dialog).getByRole('button', { name: 'A checkpoint…' }));
  expect(await screen.findByText(/^The checkpoint of 4,000 events that you kept agrees/)).toBeDefined();
  expect(CompareBundle.mock.calls).toEqual([['bundle-1', 'key'], ['bundle-1', 'checkpoint']]);
});

it('a file that is no key leaves the verdict as it was', async () => {
  const { dialog, door, session } = await verify();
  await heading('Whole. Signer not known: key d8d55e44');
  vi.spyOn(door, 'CompareBundle').mockRejectedValueOnce({ code: 'input', message: 'notes.txt is no key', hint: '' });
  await userEvent.click(within(dialog).getByRole('button', { name: 'A key…' }));
  expect(await within(dialog).findByRole('region', { name: 'notes.txt is no key' })).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Whole. Signer not known: key d8d55e44' })).toBeDefined();
  expect(session.bundles.comparing, 'the next bundle is another one').toBe(false);
});

it('names what is wrong, and says nothing else of the bundle', async () => {
  const { dialog } = await verify({ bundle: 'damaged' });
  await heading('Not verified: 2 problems');
  expect(within(dialog).getByText(/^events\.jsonl: event number 1812/)).toBeDefined();
  expect(within(dialog).getByText(/^Trust nothing in this bundle/)).toBeDefined();
  expect(within(dialog).getByRole('status').textContent, 'is all that is said unasked').toBe('Not verified: 2 problems');
  expect(within(dialog).queryByText('What this shows')).toBeNull();
  expect(within(dialog).queryByRole('button', { name: 'A key…' })).toBeNull();
});

it('says of a file that is no bundle that it is none, and what to do', async () => {
  const { session } = await verify({ bundle: 'none' });
  await heading('notes.txt is no evidence bundle of Daybook');
  expect(screen.getByText('If it is an export of events, open an archive and import it there.')).toBeDefined();
  expect(session.notices.list.get()).toEqual([]);
});

it('says why a checkpoint could not be compared, as no fault of the bundle', async () => {
  const { session } = await verify();
  await heading('Whole. Signer not known: key d8d55e44');
  const verdict = session.bundles.verdict.get();
  if (!verdict) throw new Error('it is verified');
  act(() => session.bundles.verdict.set({ ...verdict, ok: false, checkpoint: 'later.checkpoint', undecided: 'it is of 61 events and the bundle of 60' }));
  expect(screen.getByText(/^Not compared with/).textContent).toBe('Not compared with later.checkpoint: it is of 61 events and the bundle of 60.');
});

it('can be cancelled', async () => {
  const { dialog, door } = await verify({ pace: 60_000 });
  const Cancel = vi.spyOn(door, 'Cancel');
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(Cancel).toHaveBeenCalledOnce();
  expect(await screen.findByText(/^Cancelled\. Not everything was read/)).toBeDefined();
});

it('a comparison that is cancelled leaves what was found before it, and the focus where it was', async () => {
  const { dialog, door, session } = await verify();
  await heading('Whole. Signer not known: key d8d55e44');
  const key = within(dialog).getByRole('button', { name: 'A key…' });
  const running = { ...session.bundles.check.get()!, id: 'task-9', n: 1, phase: 'running' as const, bundle: null };
  vi.spyOn(door, 'CompareBundle').mockResolvedValue(running.id);
  await userEvent.click(key);
  act(() => door.tell('task', running));
  expect(document.activeElement).toBe(key);
  const Cancel = vi.spyOn(door, 'Cancel').mockResolvedValue();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(Cancel).toHaveBeenCalledExactlyOnceWith('task-9');
  act(() => door.tell('task', { ...running, n: 2, phase: 'cancelled' }));
  expect(screen.getByText(/^The comparison was cancelled/)).toBeDefined();
  expect(screen.getByRole('heading', { name: 'Whole. Signer not known: key d8d55e44' })).toBeDefined();
});

it('tells of a check whose dialog was closed, and shows it again', async () => {
  const { session } = await verify({ pace: 40 });
  act(() => session.view.close());
  await waitFor(() => expect(session.notices.list.get()).toHaveLength(1));
  const [notice] = session.notices.list.get();
  expect(notice?.title).toBe('evidence-northwind-2026-q2.zip: Whole. Signer not known: key d8d55e44');
  act(() => notice?.actions[0]?.run());
  await heading('Whole. Signer not known: key d8d55e44');
});

it('says of the same contents in another zip what they are, and neither good nor bad', async () => {
  const { dialog, session } = await verify();
  await heading('Whole. Signer not known: key d8d55e44');
  const verdict = session.bundles.verdict.get();
  if (!verdict) throw new Error('it is verified');
  act(() => session.bundles.verdict.set({ ...verdict, repacked: true, headline: 'Same contents, other zip. Signed by key d8d55e44, which you gave', cautions: ['The contents are those that were signed, and the zip is another than the one that Daybook wrote.'] }));
  await heading('Same contents, other zip. Signed by key d8d55e44, which you gave');
  const result = within(dialog).getByRole('region', { name: 'Result' });
  expect(within(result).getByText(/^The contents are those that were signed/)).toBeDefined();
  expect(result.hasAttribute('data-good')).toBe(false);
  expect(result.hasAttribute('data-bad')).toBe(false);
  expect(screen.queryByText(/^Trust nothing/)).toBeNull();
});

it('never looks genuine where the signer is not known or the zip is another', async () => {
  for (const [bundle, head, good] of [['good', /^Whole\. Signer not known/, false], ['known', /^Whole\. Signed by key d8d55e44, with which/, true], ['repacked', /^Same contents, other zip\. Signer not known/, false]] as const) {
    const { unmount } = await verify({ bundle });
    await heading(head);
    const result = screen.getByRole('region', { name: 'Result' });
    expect([result.hasAttribute('data-good'), result.hasAttribute('data-open')], bundle).toEqual([good, !good]);
    unmount();
  }
});

it('asks for the passphrase of an encrypted bundle, again where it was another one', async () => {
  const { door } = await verify({ bundle: 'locked' });
  const field = await screen.findByLabelText('Passphrase');
  expect(field.getAttribute('type')).toBe('password');
  const OpenBundle = vi.spyOn(door, 'OpenBundle');
  await userEvent.click(screen.getByRole('button', { name: 'Open' }));
  expect(OpenBundle, 'with nothing typed').not.toHaveBeenCalled();
  await userEvent.type(field, 'another one{Enter}');
  await heading('That passphrase does not open it');
  await userEvent.type(screen.getByLabelText('Passphrase'), 'correct horse battery{Enter}');
  await heading('Whole. Signer not known: key d8d55e44');
  expect(screen.queryByLabelText('Passphrase')).toBeNull();
  expect(OpenBundle.mock.calls).toEqual([['locked-1', 'another one'], ['locked-1', 'correct horse battery']]);
});

it('asks for the file of a private key where the bundle is encrypted for keys', async () => {
  const { dialog, door } = await verify({ bundle: 'keyed' });
  const OpenBundleWithKey = vi.spyOn(door, 'OpenBundleWithKey');
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Choose the file of a private key…' }));
  await heading('Whole. Signer not known: key d8d55e44');
  expect(OpenBundleWithKey).toHaveBeenCalledExactlyOnceWith('locked-1');
});

it('tells of an encrypted bundle whose dialog was closed', async () => {
  const { session } = await verify({ bundle: 'locked', pace: 40 });
  act(() => session.view.close());
  await waitFor(() => expect(session.notices.list.get().map((notice) => notice.title)).toEqual(['evidence-northwind-2026-q2.zip.age is encrypted']));
});
