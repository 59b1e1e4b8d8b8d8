/** Which parts of a text the terms of a search found. */

import { foldWithOrigin, isWord, startsAnywhere } from './fold';

/** The parts of a term that are needed to find it. */
export interface Needle {
  text: string;
  inside: boolean;
  /** Ends within the first part of the text (see findSpans). */
  bounded?: boolean;
}

/** A part [start, end) of a text, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

/** All places where a needle is found by the rule of DESIGN 4, joined where
 * they touch, in order. A bounded needle reaches no further than `within`: an action key
 * starts with its category. */
export function findSpans(text: string, needles: readonly Needle[], within = text.length): Span[] {
  if (needles.length === 0 || text === '') return [];
  const folded = foldWithOrigin(text);
  const found: Span[] = [];
  for (const needle of needles) {
    if (needle.text === '') continue;
    for (const at of places(folded.text, needle)) {
      const last = at + needle.text.length - 1;
      const start = folded.starts ? (folded.starts[at] ?? 0) : at;
      const end = folded.ends ? (folded.ends[last] ?? text.length) : last + 1;
      if (!needle.bounded || end <= within) found.push({ start, end });
    }
  }
  return joined(found);
}

function* places(text: string, needle: Needle): Generator<number> {
  const first = String.fromCodePoint(needle.text.codePointAt(0) ?? 0);
  const anywhere = needle.inside || startsAnywhere(first);
  for (let at = text.indexOf(needle.text); at >= 0; at = text.indexOf(needle.text, at + 1)) {
    if (anywhere || at === 0 || !isWord(charBefore(text, at))) yield at;
  }
}

function charBefore(text: string, at: number): string {
  const unit = text.charCodeAt(at - 1);
  const low = unit >= 0xdc00 && unit <= 0xdfff && at > 1;
  return text.slice(low ? at - 2 : at - 1, at);
}

function joined(spans: Span[]): Span[] {
  spans.sort((a, b) => a.start - b.start || a.end - b.end);
  const out: Span[] = [];
  for (const span of spans) {
    const last = out[out.length - 1];
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else out.push({ ...span });
  }
  return out;
}
