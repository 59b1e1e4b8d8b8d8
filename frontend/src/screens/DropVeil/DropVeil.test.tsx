import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderScreen } from '../../test/render';
import { DropVeil } from './DropVeil';

it('goes when the program took the files, though the page is not told of the end', async () => {
  const { door } = await renderScreen(<DropVeil />);
  const over = new Event('dragover', { cancelable: true });
  Object.assign(over, { dataTransfer: { types: ['Files'] } });
  act(() => void window.dispatchEvent(over));
  expect(screen.getByText(/Drop to import/)).toBeDefined();
  act(() => door.tell('drop', { token: 't', files: [] }));
  expect(screen.queryByText(/Drop to import/)).toBeNull();
});
