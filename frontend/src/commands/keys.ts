/** Keys as text: "Mod+Shift+A", "F11", "/". Mod is Ctrl, on a Mac Cmd. */

const mac = /Mac|iPhone|iPad/.test(navigator.platform);

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** The pressed keys, in the same words as the registry's. Shift counts only beside
 * letters and named keys: "?" is "?", wherever it is on the keyboard. */
export function pressed(event: KeyPress): string {
  const named = event.key.length > 1;
  const letter = /^\p{L}$/u.test(event.key);
  const mod = mac ? event.metaKey : event.ctrlKey;
  return [
    mod ? 'Mod' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && (named || letter) ? 'Shift' : '',
    letter ? event.key.toUpperCase() : event.key === ' ' ? 'Space' : event.key,
  ]
    .filter(Boolean)
    .join('+');
}

/** Whether it is a key by itself: such shortcuts can be switched off. */
export function isSingle(key: string): boolean {
  return key.length === 1;
}

const words: Readonly<Record<string, string>> = {
  Mod: mac ? '⌘' : 'Ctrl',
  Alt: mac ? '⌥' : 'Alt',
  Shift: mac ? '⇧' : 'Shift',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
};

/** For the eye: ["Ctrl", "Shift", "A"]. */
export function keyParts(key: string): string[] {
  return key.split('+').map((part) => words[part] ?? part);
}

export function keyWords(key: string): string {
  return keyParts(key).join(' ');
}
