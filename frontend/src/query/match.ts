/** Whether a term is found in an event, and in which order events are. */

import { fold, normal } from '../text/fold';
import { findSpans } from '../text/marks';
import type { Term } from './terms';

/** The texts of an event in which terms are looked for. */
export interface Texts {
  id: string;
  actor: string;
  category: string;
  action: string;
  description: string;
}

export function keyOf(event: Pick<Texts, 'category' | 'action'>): string {
  return `${event.category}.${event.action}`;
}

/** Whether the event is one that the term asks for. */
export function satisfies(event: Texts, term: Term): boolean {
  return finds(event, term) !== term.exclude;
}

function finds(event: Texts, term: Term): boolean {
  const found = (text: string) => findSpans(text, [term]).length > 0;
  switch (term.field) {
    case 'id':
      return normal(event.id) === term.text;
    case 'member':
      return found(event.actor);
    case 'category':
      return found(event.category);
    case 'action':
      return found(keyOf(event));
    case 'description':
      return found(event.description);
    default:
      return found(event.actor) || found(keyOf(event)) || found(event.description);
  }
}

/** Whether a filter without values, or one of its values, lets a value through. */
export function oneOf<T>(list: readonly T[], value: T): boolean {
  return list.length === 0 || list.includes(value);
}

/** Texts in order: by their folded forms, then by their own. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : compareCharacters(fold(a), fold(b)) || compareCharacters(a, b);
}

/** By code points, in whose order the bytes of UTF-8 are; the units of UTF-16 are not,
 * since those of pairs come before some that stand alone. */
function compareCharacters(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
