import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { EvidenceBundle } from './EvidenceBundle';

it('sends case, purpose and recipient as typed', async () => {
  const { session, door } = await renderScreen(<EvidenceBundle />);
  session.selections.toggle(session.queries.answer.get().result!.hits[0]!, '');
  const Export = vi.spyOn(door, 'Export');
  await userEvent.type(screen.getByRole('textbox', { name: 'Case' }), 'C-17');
  await userEvent.type(screen.getByRole('textbox', { name: 'Recipient' }), 'Auditor');
  await userEvent.click(screen.getByRole('button', { name: 'Choose a file…' }));
  expect(Export.mock.lastCall?.[0]).toMatchObject({ format: 'bundle', caseName: 'C-17', purpose: '', recipient: 'Auditor' });
});
