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
  expect(ExportBundle.mock.lastCall?.[0]).toMatchObject({ caseName: 'C-17', purpose: '', recipient: 'Auditor' });
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
