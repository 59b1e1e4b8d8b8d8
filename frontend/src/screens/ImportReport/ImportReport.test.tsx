import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { cutNotes, folderReport, report } from '../../api/fake/store';
import { renderScreen } from '../../test/render';
import { ImportReportDialog } from './ImportReport';

it('shows every count, why records were rejected, and saves that', async () => {
  const { door } = await renderScreen(<ImportReportDialog reports={[report(2, 196)]} refused={[{ file: 'a.exe', message: 'This is a program', at: '2026-08-04T07:12:00Z' }]} />);
  const SaveRejections = vi.spyOn(door, 'SaveRejections');
  const text = screen.getByRole('dialog').textContent ?? '';
  for (const words of ['Read199', 'Added196', 'Duplicates1', 'Conflicts1', 'Rejected2', 'line 2,051', 'Actor is missing or empty', 'SourceAWS CloudTrail', '(Paris) by ana with daybook 0.9.0', 'a.exe was not imported']) {
    expect(text).toContain(words);
  }
  expect(screen.getByRole('dialog', { name: 'Import report of 2 files' })).toBeDefined();
  expect(text).toContain('1 of 2 files imported: 196 added');
  await userEvent.click(screen.getByRole('button', { name: 'Save the rejections…' }));
  expect(SaveRejections).toHaveBeenCalledWith(2);
});

it('says why the SHA-256 of a file is gone', async () => {
  await renderScreen(<ImportReportDialog reports={[{ ...report(2, 196), sha256: '', sumGone: true }]} refused={[]} />);
  expect(screen.getByRole('dialog').textContent).toContain('SHA-256gone, since events that the file may have had were purged');
});

it('says nothing of a SHA-256 where there was no file', async () => {
  await renderScreen(<ImportReportDialog reports={[{ ...report(2, 196), sha256: '' }]} refused={[]} />);
  expect(screen.getByRole('dialog').textContent).not.toContain('SHA-256');
});

const follows = (before: Element, after: Element) => Boolean(before.compareDocumentPosition(after) & Node.DOCUMENT_POSITION_FOLLOWING);

it('begins with that a file was cut, and what to do', async () => {
  await renderScreen(<ImportReportDialog reports={[{ ...report(2, 196), ...cutNotes }]} refused={[]} />);
  const caution = screen.getByRole('group', { name: 'cloudtrail-2026.json.gz may not be whole' });
  expect(within(caution).getAllByRole('listitem')[0]?.textContent).toBe('The file ends inside a record or a list: it was cut, or is still being written, and what followed is missing');
  expect(caution.textContent).toContain('Get the whole export and import that too');
  expect(follows(caution, screen.getByText('Read'))).toBe(true);
});

it('names those that were cut of several before all else', async () => {
  await renderScreen(<ImportReportDialog reports={[report(1, 10), { ...report(2, 196), ...cutNotes }]} refused={[]} />);
  const first = screen.getByRole('group', { name: 'Not whole' });
  expect(first.textContent).toBe('One of these files is not whole, or may not be: cloudtrail-2026.json.gz');
  expect(follows(first, screen.getByRole('heading', { name: 'activity.json' }))).toBe(true);
});

it('says nothing of that where files are whole', async () => {
  await renderScreen(<ImportReportDialog reports={[report(1, 10), report(2, 196)]} refused={[]} />);
  expect(screen.queryByText(/whole/)).toBeNull();
  expect(screen.getByText('4 times had no zone and were read as UTC')).toBeDefined();
});

it('lists first, of a thousand files, those that there is something to say of', async () => {
  await renderScreen(<ImportReportDialog reports={[folderReport(3, 1000)]} refused={[]} />);
  expect(screen.getByText('1,000 files, of which 1 was not taken in; 1 with notes, rejections or conflicts. These come first.')).toBeDefined();
  const list = screen.getByRole('region', { name: 'Files of AWSLogs' });
  expect(list.tabIndex).toBe(0);
  const listed = [...list.querySelectorAll('tbody tr')].map((row) => row.textContent);
  expect(listed).toHaveLength(1000);
  expect(listed[0]).toBe('AWSLogs/notes.txtNot taken in: It holds no events that Daybook knows');
  expect(listed[1]).toContain('20 read, 20 added, 0 duplicates, 0 rejectedthe file ends inside a record or a list');
  expect(listed[2]).toContain('_1.json.gz20 read, 20 added, 0 duplicates, 0 rejected');
  expect(listed.filter((text) => text.includes('Not taken in'))).toHaveLength(1);
});
