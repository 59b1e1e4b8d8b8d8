/** Screens over the fake, for tests. */

import { render, type RenderResult } from '@testing-library/react';
import type { ReactNode } from 'react';
import type { FakeDoor, FakeOptions } from '../api/fake';
import type { Session } from '../state/session';
import { SessionContext } from '../state/SessionContext';
import { settled, startSession } from './session';

export async function renderScreen(screen: ReactNode, options: Partial<FakeOptions> = {}): Promise<RenderResult & { session: Session; door: FakeDoor }> {
  const { session, door } = await startSession({ events: 450, ...options });
  if (session.app.get().archive) await settled(session);
  return { ...render(<SessionContext value={session}>{screen}</SessionContext>), session, door };
}
