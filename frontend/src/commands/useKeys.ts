import { useEffect } from 'react';
import type { Session } from '../state/session';
import { isSingle, pressed } from './keys';
import { commands, isPossible } from './list';

/** Hears the keys of all commands, unless a dialog or a menu is open. */

export function useKeys(session: Session) {
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const key = pressed(event);
      const typing = isField(event.target);
      const overlaid = session.view.dialog.get() !== null || document.querySelector('[role="menu"],[role="dialog"]') !== null;
      if (overlaid) return chooseShown(event, key);
      if (isSingle(key) && (typing || !session.app.get().settings.singleKeys)) return;
      const command = commands.find((one) => one.keys.includes(key) && (one.inFields || !typing) && isPossible(one, session) && (one.keysWhen?.(session) ?? true));
      if (!command) return;
      event.preventDefault();
      command.run(session);
    };
    // Ids that are pasted on the table, not into a field.
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? '';
      if (text.trim() === '' || isField(event.target) || session.view.dialog.get() || !session.app.get().archive) return;
      event.preventDefault();
      session.view.open({ kind: 'paste', text });
    };
    window.addEventListener('keydown', hear);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('keydown', hear);
      window.removeEventListener('paste', paste);
    };
  }, [session]);
}

/** In an open menu the keys that it shows do what they say: the entry is chosen,
 * which closes the menu. Single keys find an entry by its letters there. */
function chooseShown(event: KeyboardEvent, key: string) {
  const command = isSingle(key) ? undefined : commands.find((one) => one.keys[0] === key);
  const entry = command && document.querySelector<HTMLElement>(`[role="menu"] [role="menuitem"][data-key="${CSS.escape(command.id)}"]`);
  if (!entry) return;
  event.preventDefault();
  entry.click();
}

export function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches('input:not([type="checkbox"]):not([type="radio"]), textarea, select') || target.isContentEditable);
}
