import { screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { Journal } from './Journal';

it('lists what was done, the newest first, with when and by whom', async () => {
  await renderScreen(<Journal />);
  const lines = await screen.findAllByRole('listitem');
  expect(lines.map((one) => one.textContent)).toEqual([
    expect.stringMatching(/^3Made import 1.* by amelie with daybook 0\.9\.0$/),
    expect.stringMatching(/^2Is about to make import 1/),
    expect.stringMatching(/^1Made the archive/),
  ]);
  expect(screen.getByText(/ 3 lines\.$/)).toBeDefined();
});

it('says what is wrong', async () => {
  const { door, unmount, session } = await renderScreen(<p />);
  vi.spyOn(door, 'Journal').mockRejectedValue({ code: 'closed', message: 'No archive is open', hint: '' });
  unmount();
  const { render } = await import('@testing-library/react');
  const { SessionContext } = await import('../../state/SessionContext');
  render(
    <SessionContext value={session}>
      <Journal />
    </SessionContext>,
  );
  expect(await screen.findByText('No archive is open')).toBeDefined();
});
