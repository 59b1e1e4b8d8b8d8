import { cleanup, configure } from '@testing-library/react';
import { afterEach } from 'vitest';

afterEach(cleanup);

// Of a busy machine, not of the window.
configure({ asyncUtilTimeout: 30_000 });

// jsdom draws nothing: it has neither observers nor scrolling.
class NoObserver implements ResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}
globalThis.ResizeObserver ??= NoObserver;
Element.prototype.scrollTo = () => {};
Element.prototype.scrollIntoView = () => {};
globalThis.CSS ??= { escape: (text: string) => text } as typeof CSS;
