import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { watchCheck } from '../../state/archives';
import { renderScreen } from '../../test/render';
import { StatusBar } from '../StatusBar/StatusBar';
import { Problems } from './Problems';

const many = Array.from({ length: 30 }, (_, i) => `segments/${String(i)}: is not as it was sealed`);

it('lists every problem, and copies the list', async () => {
  const { door } = await renderScreen(<Problems />, { problems: many });
  expect(within(screen.getByRole('list', { name: 'Problems' })).getAllByRole('listitem').map((one) => one.textContent)).toEqual(many);
  const copyText = vi.spyOn(door, 'copyText').mockResolvedValue();
  await userEvent.click(screen.getByRole('button', { name: 'Copy the list' }));
  expect(copyText).toHaveBeenCalledWith(many.join('\n'));
});

it('is behind the status bar and a notice, which tells of the same damage once', async () => {
  const { session } = await renderScreen(<StatusBar />, { problems: many });
  await userEvent.click(screen.getByRole('button', { name: 'Damaged: 30 problems' }));
  expect(session.view.dialog.get()).toEqual({ kind: 'problems' });
  session.view.close();
  watchCheck(session);
  const notices = () => session.notices.list.get().filter((notice) => notice.title === 'This archive is damaged');
  expect(notices()).toHaveLength(1);
  session.notices.dismiss(notices()[0]!.id);
  await act(() => session.reload());
  expect(notices()).toHaveLength(0);
  act(() => session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, problems: many.slice(1) } })));
  await waitFor(() => expect(notices()).toHaveLength(1));
  notices()[0]!.actions[0]!.run();
  expect(session.view.dialog.get()).toEqual({ kind: 'problems' });
});

it('says how many events cannot be read and what to do before the list', async () => {
  const { session } = await renderScreen(<Problems />, { unread: 1 });
  const words = screen.getByRole('dialog').textContent ?? '';
  expect(words).toContain('1 event cannot be read: it is in no count, on no page and in no export.');
  expect(words.indexOf('Import the original files again')).toBeLessThan(words.indexOf('of the 1,500 events of segment 000002'));
  await userEvent.click(screen.getByRole('button', { name: 'Past imports' }));
  expect(session.view.dialog.get()).toEqual({ kind: 'imports' });
});
