/** The only door between the window and the program. */

import type { Events, Fault, Methods, Theme } from './types';

export interface Door extends Methods {
  /** Hears an event of the program until the function it returns is called. */
  on<E extends keyof Events>(event: E, hear: (value: Events[E]) => void): () => void;
  setFullscreen(on: boolean): void;
  setTheme(theme: Theme): void;
  /** Puts a text on the clipboard; rejects with a Fault. */
  copyText(text: string): Promise<void>;
  quit(): void;
}

/** The failure, and what to do about it, in one line. */
export function faultWords({ message, hint }: Fault): string {
  return hint === '' ? message : `${message}. ${hint}`;
}

/** Any rejection as a Fault: the program answers an Error whose message is the
 * Fault as JSON, the fake objects, a browser other errors. */
export function toFault(given: unknown): Fault {
  const reason = given instanceof Error && given.message.startsWith('{') ? parsed(given.message, given) : given;
  if (typeof reason === 'object' && reason !== null) {
    const { code, message, hint } = reason as Partial<Record<keyof Fault, unknown>>;
    return {
      code: typeof code === 'string' ? code : 'unknown',
      message: typeof message === 'string' && message !== '' ? message : 'Something went wrong',
      hint: typeof hint === 'string' ? hint : '',
    };
  }
  return { code: 'unknown', message: typeof reason === 'string' ? reason : 'Something went wrong', hint: '' };
}

function parsed(json: string, otherwise: unknown): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return otherwise;
  }
}
