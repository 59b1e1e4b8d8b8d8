/** A text cut into parts that are drawn differently: plain, marked, hidden. */

import { hasHidden, hiddenName } from './hidden';
import { findSpans, type Needle } from './marks';

export interface Piece {
  text: string;
  marked: boolean;
  /** The chip's label; "" for text that is shown as it is. */
  chip: string;
}

export function pieces(text: string, needles: readonly Needle[], within?: number): Piece[] {
  const spans = findSpans(text, needles, within);
  if (spans.length === 0 && !hasHidden(text)) return [{ text, marked: false, chip: '' }];
  const out: Piece[] = [];
  let at = 0;
  for (const span of spans) {
    addPieces(out, text.slice(at, span.start), false);
    addPieces(out, text.slice(span.start, span.end), true);
    at = span.end;
  }
  addPieces(out, text.slice(at), false);
  return out;
}

function addPieces(out: Piece[], text: string, marked: boolean) {
  if (text === '') return;
  if (!hasHidden(text)) {
    out.push({ text, marked, chip: '' });
    return;
  }
  let plain = '';
  const flush = () => {
    if (plain !== '') out.push({ text: plain, marked, chip: '' });
    plain = '';
  };
  for (const char of text) {
    const chip = hiddenName(char);
    if (chip === '') {
      plain += char;
      continue;
    }
    flush();
    out.push({ text: char, marked, chip });
  }
  flush();
}
