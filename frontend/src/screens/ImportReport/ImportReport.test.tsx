import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { report } from '../../api/fake/store';
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
