/**
 * Characters that no font of this computer has. All of them are drawn as the same
 * box, so two names that differ in such a character look alike; only the measured
 * size of the box reveals them, since a page cannot ask in which font a character
 * is drawn.
 */

/** The characters of the window's font: see build/fonts.sh. Any others are measured. */
// oxlint-disable-next-line no-control-regex -- control characters are drawn as chips, not by the font
const elsewhere = /[^\u0000-\u007e\u00a0-\u00ff\u2010-\u2027\u2030-\u2055\u20ac]/u;

/** A character that no font has or will have as long as its code is not assigned. */
const never = '\u0378';

/** Large, so that no letter measures as the box does by chance. */
const font = '64px "Inter Variable", system-ui, sans-serif';

const known = new Map<string, boolean>();
let canvas: OffscreenCanvasRenderingContext2D | null | undefined;

/** Whether a text has any: cheap, for the common case that it has none. */
export function hasMissing(text: string): boolean {
  if (!elsewhere.test(text)) return false;
  for (const char of text) if (isMissing(char)) return true;
  return false;
}

export function isMissing(char: string): boolean {
  if (!elsewhere.test(char)) return false;
  let missing = known.get(char);
  if (missing === undefined) {
    // The box is measured each time, too: until the window's font has come, it is
    // that of another.
    missing = measures(char) !== '' && measures(char) === measures(never);
    known.set(char, missing);
  }
  return missing;
}

/** "" where nothing can be measured. */
function measures(char: string): string {
  canvas ??= typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('2d');
  if (!canvas) return '';
  canvas.font = font;
  const { width, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent } = canvas.measureText(char);
  return [width, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent].join(' ');
}
