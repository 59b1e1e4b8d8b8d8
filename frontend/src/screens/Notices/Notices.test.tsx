import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { renderScreen } from '../../test/render';
import { Notices, passAfter } from './Notices';

const undo = [{ label: 'Undo', run: () => {} }];
const shown = () => screen.queryAllByRole('region').map((notice) => notice.getAttribute('aria-label'));

describe('how many', () => {
  it('three, the newest first, the same one once; the others are reachable', async () => {
    const { session } = await renderScreen(<Notices />);
    act(() => {
      for (const title of ['a', 'b', 'c', 'd', 'd', 'e']) session.notices.add('error', title);
    });
    expect(shown()).toEqual(['e', 'd', 'c']);
    await userEvent.click(screen.getByRole('button', { name: '2 more' }));
    expect(shown()).toEqual(['e', 'd', 'c', 'b', 'a']);
    await userEvent.click(screen.getByRole('button', { name: 'Dismiss: c' }));
    await userEvent.click(screen.getByRole('button', { name: 'Show fewer' }));
    expect(shown()).toEqual(['e', 'd', 'b']);
  });

  it('an error, or what there is to do, is not put behind what would go by itself', async () => {
    const { session } = await renderScreen(<Notices />);
    act(() => {
      session.notices.add('error', 'refused');
      session.notices.add('done', 'deleted', '', undo);
      for (const title of ['1', '2', '3']) session.notices.add('done', title);
    });
    expect(shown()).toEqual(['3', 'deleted', 'refused']);
    expect(screen.getByRole('button', { name: '2 more' })).toBeDefined();
  });
});

describe('how long', () => {
  afterEach(() => vi.useRealTimers());
  const render = async () => {
    const { session } = await renderScreen(<Notices />);
    vi.useFakeTimers();
    return session;
  };
  const later = (time: number) => act(() => void vi.advanceTimersByTime(time));

  it('what went well and leaves nothing to do goes, after at least 20 seconds; nothing else does', async () => {
    const session = await render();
    act(() => {
      session.notices.add('done', 'copied');
      session.notices.add('done', 'deleted', '', undo);
      session.notices.add('error', 'refused');
    });
    expect(passAfter).toBeGreaterThanOrEqual(20_000);
    later(passAfter - 1);
    expect(shown()).toEqual(['refused', 'deleted', 'copied']);
    later(1);
    expect(shown()).toEqual(['refused', 'deleted']);
    later(passAfter * 100);
    expect(shown()).toEqual(['refused', 'deleted']);
  });

  it('also behind others; the newest is never behind them', async () => {
    const session = await render();
    act(() => {
      for (const title of ['a', 'b', 'c']) session.notices.add('error', title);
      session.notices.add('done', 'copied');
    });
    expect(shown()).toEqual(['copied', 'c', 'b']);
    act(() => void session.notices.add('error', 'd'));
    expect(shown()).toEqual(['d', 'c', 'b']);
    later(passAfter);
    fireEvent.click(screen.getByRole('button', { name: '1 more' }));
    expect(shown()).toEqual(['d', 'c', 'b', 'a']);
  });

  it('though what was pressed last is gone with the focus', async () => {
    const session = await render();
    act(() => {
      session.notices.add('done', 'copied');
      session.notices.add('done', 'deleted', '', undo);
    });
    const button = screen.getByRole('button', { name: 'Undo' });
    act(() => button.focus());
    act(() => {
      session.notices.dismiss(session.notices.newest);
      session.view.open({ kind: 'settings' });
    });
    act(() => session.view.close());
    later(passAfter);
    expect(shown()).toEqual([]);
  });

  it('not while the pointer is on it, nor the focus, nor behind a dialog', async () => {
    const session = await render();
    act(() => void session.notices.add('done', 'copied'));
    const stays = (begin: () => void, end: () => void) => {
      later(passAfter - 1);
      act(begin);
      later(passAfter * 2);
      expect(shown()).toEqual(['copied']);
      act(end);
    };
    const notice = screen.getByRole('region', { name: 'copied' });
    stays(() => fireEvent.pointerEnter(notice.parentElement!), () => fireEvent.pointerLeave(notice.parentElement!));
    stays(() => within(notice).getByRole('button').focus(), () => within(notice).getByRole('button').blur());
    stays(() => session.view.open({ kind: 'settings' }), () => session.view.close());
    later(passAfter);
    expect(shown()).toEqual([]);
  });
});

it('keeps its place until the pointer leaves it, so that no press goes through to the rows', async () => {
  const { session } = await renderScreen(<Notices />);
  act(() => {
    for (const title of ['a', 'b']) session.notices.add('error', title);
  });
  const place = screen.getByRole('complementary', { name: 'Notices' });
  Object.defineProperty(place, 'offsetHeight', { value: 200 });
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss: b' }));
  expect(place.style.minHeight).toBe('200px');
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss: a' }));
  expect(place.isConnected).toBe(true);
  fireEvent.pointerLeave(place);
  expect(place.isConnected).toBe(false);
});
