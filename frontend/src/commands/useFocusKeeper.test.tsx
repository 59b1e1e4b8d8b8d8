import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { useFocusKeeper } from './useFocusKeeper';

function Part() {
  useFocusKeeper();
  const [there, setThere] = useState(true);
  return (
    <div data-region>
      <button type="button">Stays</button>
      {there && (
        <button type="button" onClick={() => setThere(false)}>
          Goes
        </button>
      )}
    </div>
  );
}

it('a control that goes away leaves the focus in its part of the window', async () => {
  render(<Part />);
  await userEvent.tab();
  await userEvent.tab();
  await userEvent.keyboard('{Enter}');
  expect(screen.queryByText('Goes')).toBeNull();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByText('Stays')));
});
