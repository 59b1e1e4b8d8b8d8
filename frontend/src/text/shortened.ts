/** Texts that can be very long, where they are only repeated. */

/** A text cut to `most` characters, the last of which is then an ellipsis. Never
 * half of a character: not of a surrogate pair, nor a letter without its accent. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  let end = 0;
  for (const { index, segment } of new Intl.Segmenter('en').segment(text.slice(0, most * 2))) {
    if (index + segment.length > most - 1) break;
    end = index + segment.length;
  }
  return `${text.slice(0, end).trimEnd()}…`;
}
