import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { commands } from '../../commands/list';
import { renderScreen } from '../../test/render';
import { Shortcuts } from './Shortcuts';

it('lists every command that has a key', async () => {
  await renderScreen(<Shortcuts />);
  for (const command of commands) {
    if (command.keys.length > 0) expect(screen.getAllByText(command.label).length, command.id).toBeGreaterThan(0);
  }
});
