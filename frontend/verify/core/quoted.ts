/** Texts from a bundle within sentences. */

const most = 80;
const short: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\x07': '\\a', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\v': '\\v' };

/** A text, cut and without any character that could pass for others, as Go's %q writes it. */
export function quoted(text: string): string {
  const chars = Array.from(text);
  const shown = chars.length > most ? [...chars.slice(0, most), '…'] : chars;
  return `"${shown.map(escaped).join('')}"`;
}

function escaped(char: string): string {
  const known = short[char];
  if (known !== undefined) return known;
  if (char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char)) return char;
  const code = char.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`;
}
