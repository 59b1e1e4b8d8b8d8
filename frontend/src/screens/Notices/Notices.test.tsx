import { act, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { Notices } from './Notices';

it('keeps the last three, the same one once, until they are put away', async () => {
  const { session } = await renderScreen(<Notices />);
  act(() => {
    for (const title of ['a', 'b', 'c', 'd', 'd']) session.notices.add('done', title);
  });
  expect(screen.getAllByRole('region').map((notice) => notice.getAttribute('aria-label'))).toEqual(['b', 'c', 'd']);
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss: c' }));
  expect(screen.getAllByRole('region')).toHaveLength(2);
});
