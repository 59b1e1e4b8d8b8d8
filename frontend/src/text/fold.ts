/**
 * Folding: how the search compares texts (DESIGN 4): NFKD, combining marks (Mn)
 * dropped, lower case, final sigma as sigma, each run of white space one blank. The
 * same rule as query.Fold and query.Normal in the program, kept here so that the
 * table marks exactly the text that the search found.
 */

const ascii = /^[\x20-\x7e]*$/;
const doubleBlank = / {2}/;
const marks = /\p{Mn}/gu;
const spacingMarks = /\p{Mc}{2}/u;
const whiteSpace = /\p{White_Space}/u;
const whiteSpaces = /\p{White_Space}+/gu;
const word = /[\p{L}\p{N}]/u;
const anywhere = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  const folded = text.normalize('NFKD').replace(marks, '').toLowerCase().replaceAll('ς', 'σ');
  return inOrder(folded);
}

/** Marks that stay (Mc) may have had one between them that is dropped, and have an order. */
function inOrder(folded: string): string {
  return spacingMarks.test(folded) ? folded.normalize('NFKD') : folded;
}

/** The form of a text in which terms are looked for. */
export function normal(text: string): string {
  return fold(text).replace(whiteSpaces, ' ');
}

export function isWord(char: string): boolean {
  return word.test(char);
}

/** A term that starts with such a character is found wherever it occurs. */
export function startsAnywhere(char: string): boolean {
  return !isWord(char) || anywhere.test(char);
}

/** A normal text, and for each of its UTF-16 units where that comes from. */
export interface Folded {
  text: string;
  /** starts[i] and ends[i]: the part of the original that unit i stands for.
   * null when the folded text has the same units in the same places. */
  starts: number[] | null;
  ends: number[] | null;
}

export function foldWithOrigin(text: string): Folded {
  if (ascii.test(text) && !doubleBlank.test(text)) {
    return { text: text.toLowerCase(), starts: null, ends: null };
  }
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const char of text) {
    const end = at + char.length;
    let part = fold(char);
    if (whiteSpace.test(part)) part = part.replace(whiteSpaces, ' ');
    if (part.startsWith(' ') && folded.endsWith(' ')) part = part.slice(1);
    if (part === '' && ends.length > 0) ends[ends.length - 1] = end;
    for (let i = 0; i < part.length; i++) {
      starts.push(at);
      ends.push(end);
    }
    folded += part;
    at = end;
  }
  // Marks in a row that were put in order are of that row, whichever each is of.
  return { text: inOrder(folded), starts, ends };
}
