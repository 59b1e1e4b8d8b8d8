import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { Off } from './Off';

it('says why nothing can be changed, and nothing where it can', async () => {
  const { session, container } = await renderScreen(<Off />);
  expect(container.textContent).toBe('');
  const set = (change: { readOnly?: string; doubt?: string[] }) => act(() => session.app.update((app) => ({ ...app, archive: app.archive && { ...app.archive, readOnly: '', doubt: [], ...change } })));
  set({ readOnly: 'it is on a disk that is only read' });
  expect(screen.getByText(/^This archive is read-only here, so nothing in it can be changed\./)).toBeDefined();
  set({ doubt: ['It has 9 lines'] });
  expect(screen.getByText(/until you agree to it/)).toBeDefined();
});
