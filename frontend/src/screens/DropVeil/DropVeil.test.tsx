import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { DropVeil } from './DropVeil';

it.each(['Files', 'text/uri-list'])('hangs over the window with files (%s), and goes when the program took them, though the page is not told of the end', async (type) => {
  const { door } = await renderScreen(<DropVeil />);
  const over = new Event('dragover', { cancelable: true });
  Object.assign(over, { dataTransfer: { types: [type] } });
  act(() => void window.dispatchEvent(over));
  expect(screen.getByText(/Drop to import/)).toBeDefined();
  act(() => door.tell('drop', { token: 't', files: [] }));
  expect(screen.queryByText(/Drop to import/)).toBeNull();
});

it('is not for a text that is dragged', async () => {
  await renderScreen(<DropVeil />);
  const over = new Event('dragover', { cancelable: true });
  Object.assign(over, { dataTransfer: { types: ['text/plain', 'text/html'] } });
  act(() => void window.dispatchEvent(over));
  expect(screen.queryByText(/Drop to import/)).toBeNull();
  expect(over.defaultPrevented).toBe(false);
});
