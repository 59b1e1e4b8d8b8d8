/** Letters of the scripts that are written from right to left. */
const startsRightToLeft = /^\P{L}*(?=\p{L})[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The direction of the line that begins with a text, where it is not the usual:
 * where it is cut off, its beginning must stay. */
export function direction(text: string): 'rtl' | undefined {
  return startsRightToLeft.test(text) ? 'rtl' : undefined;
}
