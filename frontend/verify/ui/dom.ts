/** Elements from values: texts from a bundle are only ever text nodes. */

import { pieces } from '../../src/text/pieces';

type Child = Node | string | null;

export function element<K extends keyof HTMLElementTagNameMap>(name: K, attributes: Readonly<Record<string, string>> = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** The element of the page with that id, which is of that type. */
export function the<T extends HTMLElement>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`the page has no ${id}`);
  return found;
}

/** A text in which hidden characters are shown as chips with their names, as in the
 * window. Copying still gives the characters. */
export function shown(text: string): HTMLElement {
  const parts = pieces(text, []).map(({ text: piece, chip }) =>
    chip === '' ? piece : element('span', { class: 'chip', 'data-chip': chip, title: chip }, element('span', { class: 'character' }, piece)),
  );
  return element('bdi', {}, ...parts);
}
