import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { PasteIds } from './PasteIds';

it('selects what is there and names what is missing', async () => {
  const { session } = await renderScreen(<PasteIds text="" />);
  const hits = session.queries.answer.get().result?.hits.slice(0, 2) ?? [];
  const ids = await Promise.all(hits.map(async ({ seq }) => (await session.door.Event(seq)).id));
  await userEvent.type(screen.getByRole('textbox', { name: 'Event ids' }), `${ids.join(',')} not-there`);
  await userEvent.click(screen.getByRole('button', { name: 'Select' }));
  expect(await screen.findByText('2 of 3 ids found: 2 events. 2 selected in all.')).toBeDefined();
  expect(screen.getByText('not-there')).toBeDefined();
});
