import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { Timeline } from './Timeline';

it('a range chosen by keys is asked at once, and the bars stay', async () => {
  const { session } = await renderScreen(<Timeline />);
  const bars = session.queries.answer.get().facets?.histogram;
  screen.getByRole('slider', { name: 'From' }).focus();
  await userEvent.keyboard('{PageUp}');
  await waitFor(() => expect(session.queries.answer.get().search.range.from).not.toBe(''));
  const { from } = session.queries.answer.get().search.range;
  expect(session.queries.answer.get().result?.hits.every((hit) => hit.time >= from)).toBe(true);
  expect(session.queries.answer.get().facets?.histogram).toEqual(bars);
});

it('what the archive has and lacks is told under the bars, whatever is asked', async () => {
  const { session } = await renderScreen(<Timeline />);
  const strip = screen.getByRole('img', { name: /without events|on every day/ });
  const before = strip.getAttribute('aria-label');
  await session.change((search) => ({ ...search, text: 'webhook' }));
  await waitFor(() => expect(session.queries.answer.get().search.text).toBe('webhook'));
  expect(screen.getByRole('img').getAttribute('aria-label')).toBe(before);
});
