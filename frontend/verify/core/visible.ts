/** Texts in which characters that cannot be seen, or that change how others are shown, are
 * written out, as the report has them. */

import table from './unseen.txt?raw';

/** Where characters that are written out begin and end, by turns: a browser may know more
 * characters than the program that made the report, so the program's own list is used. A
 * test of backend/proof writes it, and says when it is another one. */
const borders = new Uint32Array(table.trim().split(' ').length);
{
  let at = 0;
  table.trim().split(' ').forEach((step, i) => {
    at += Number.parseInt(step, 36);
    borders[i] = at;
  });
}

function isUnseen(code: number): boolean {
  let [low, high] = [0, borders.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (borders[middle]! <= code) low = middle + 1;
    else high = middle;
  }
  return low % 2 === 1;
}

const plain = /^[ -~]*$/;

export function visible(text: string): string {
  if (plain.test(text)) return text;
  return Array.from(text, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return isUnseen(code) ? `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]` : char;
  }).join('');
}
