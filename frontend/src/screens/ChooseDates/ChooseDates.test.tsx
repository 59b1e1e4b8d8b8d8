import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { ChooseDates } from './ChooseDates';

it('starts with the range on display and gives instants in the zone', async () => {
  const { session } = await renderScreen(<i />);
  await session.change((search) => ({ ...search, range: { hours: 0, from: '2026-08-02T17:30:00Z', to: '' } }));
  const { SessionContext } = await import('../../state/SessionContext');
  const { render } = await import('@testing-library/react');
  render(
    <SessionContext value={session}>
      <ChooseDates />
    </SessionContext>,
  );
  await userEvent.click(screen.getByRole('spinbutton', { name: /minute, From/ }));
  await userEvent.keyboard('{ArrowUp}');
  await userEvent.click(screen.getByRole('button', { name: 'Show this time' }));
  expect(session.queries.search.get().range).toEqual({ hours: 0, from: '2026-08-02T17:31:00Z', to: '' });
});

it('all time drops the range', async () => {
  const { session } = await renderScreen(<ChooseDates />);
  await userEvent.click(screen.getByRole('button', { name: 'All time' }));
  expect(session.queries.search.get().range).toEqual({ hours: 0, from: '', to: '' });
});
