/**
 * Characters that the eye cannot see but that change how a text is read: controls,
 * bidirectional marks, zero-width and other invisible characters, and those that no
 * font can have, as nothing is assigned to them or only privately. The window shows
 * each as a chip with its name; copying still gives the character. So it does with
 * characters that only the fonts of this computer lack.
 */

import { hasMissing, isMissing } from './missing';

// The ranges beyond the classes: format characters and a blank of scripts that
// are drawn as nothing, though they are not to be ignored.
const hidden =
  /[\p{Cc}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u070f\u2800\ufff9-\ufffb\u{13430}-\u{1343f}]/u;

const names: Readonly<Record<number, string>> = {
  0x00: 'NUL', 0x07: 'BEL', 0x08: 'BS', 0x09: 'TAB', 0x0a: 'LF', 0x0b: 'VT', 0x0c: 'FF', 0x0d: 'CR',
  0x1b: 'ESC', 0x7f: 'DEL', 0x85: 'NEL', 0xad: 'SHY', 0x034f: 'CGJ', 0x061c: 'ALM',
  0x200b: 'ZWSP', 0x200c: 'ZWNJ', 0x200d: 'ZWJ', 0x200e: 'LRM', 0x200f: 'RLM',
  0x2028: 'LSEP', 0x2029: 'PSEP', 0x202a: 'LRE', 0x202b: 'RLE', 0x202c: 'PDF', 0x202d: 'LRO', 0x202e: 'RLO',
  0x2060: 'WJ', 0x2066: 'LRI', 0x2067: 'RLI', 0x2068: 'FSI', 0x2069: 'PDI', 0xfeff: 'BOM',
};

/** Whether a text has any: cheap, for the common case that it has none. */
export function hasHidden(text: string): boolean {
  return hidden.test(text) || hasMissing(text);
}

/** A text with its hidden characters spelled out, for where chips cannot be:
 * hints and names. */
export function spelled(text: string): string {
  if (!hidden.test(text)) return text;
  return Array.from(text, (char) => (hidden.test(char) ? `[${hiddenName(char)}]` : char)).join('');
}

/** The chip's label ("RLO", "U+E0041"), or "" for a character that is seen. */
export function hiddenName(char: string): string {
  if (!hidden.test(char) && !isMissing(char)) return '';
  const code = char.codePointAt(0) ?? 0;
  return names[code] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
