import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { EventPanel } from './EventPanel';

it('shows both times, the original, the record as a tree, and the import', async () => {
  await renderScreen(<EventPanel seq={0} />);
  expect(await screen.findByText('Time in UTC')).toBeDefined();
  expect(screen.getByText('Time as recorded')).toBeDefined();
  expect(screen.getByText('Read by this rule: no zone: read as UTC.')).toBeDefined();
  expect(screen.getByText('90071992547409931234')).toBeDefined();
  expect(screen.getByText(/^Import 2/).textContent).toContain('cloudtrail-2026.json.gz');
});

it('copies the original of a field', async () => {
  const { session, door } = await renderScreen(<EventPanel seq={0} />);
  const copyText = vi.spyOn(door, 'copyText').mockResolvedValue();
  await userEvent.click(await screen.findByRole('button', { name: 'Copy event id' }));
  const { id } = await door.Event(0);
  expect(copyText).toHaveBeenCalledWith(id);
  expect(session.notices.said.get().text).toBe('Event id copied');
});

it('filters by what it shows', async () => {
  const { session, door } = await renderScreen(<EventPanel seq={5} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Only this member' }));
  expect(session.queries.search.get().members).toEqual([(await door.Event(5)).actor]);
});

it('an event that cannot be read is an error, never an empty panel', async () => {
  await renderScreen(<EventPanel seq={999_999} />);
  await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('This event is not in the archive'));
});
