import type { Cell } from './keys';

/**
 * The active cell: the only place in the grid to which Tab goes. It lives here and
 * in the document, not in React, so that a key press draws nothing.
 */
export class ActiveCell {
  row = 0;
  col = 0;
  /** Whether the focus belongs to the grid; stays true when the focused row was
   * removed, so that the focus can be given back. */
  inside = false;
  private root: HTMLElement | null = null;
  private marked: HTMLElement | null = null;

  attach(root: HTMLElement | null) {
    this.root = root;
  }

  element(cell: Cell = this): HTMLElement | null {
    const found = this.root?.querySelector<HTMLElement>(`[data-row="${String(cell.row)}"] > [data-col="${String(cell.col)}"]`);
    return found?.querySelector<HTMLElement>('[data-focus]') ?? found ?? null;
  }

  /** The cell that an element belongs to. */
  static of(target: EventTarget | null): Cell | null {
    if (!(target instanceof Element)) return null;
    const col = target.closest<HTMLElement>('[data-col]')?.dataset['col'];
    const row = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    return row === undefined || col === undefined ? null : { row: Number(row), col: Number(col) };
  }

  set(cell: Cell) {
    this.row = cell.row;
    this.col = cell.col;
    this.sync(true);
  }

  /** After each drawing: one cell has tabindex 0, and the focus is on it if it
   * was in the grid. Without rows the heading stands in for the row, until there
   * are some. Returns whether the cell itself is drawn. */
  sync(hasRows: boolean): boolean {
    const own = this.element();
    const element = own ?? (hasRows ? null : this.element({ row: -1, col: this.col }));
    if (this.marked && this.marked !== element) this.marked.tabIndex = -1;
    this.marked = element;
    if (!element) return false;
    element.tabIndex = 0;
    const lost = this.inside && (document.activeElement === document.body || document.activeElement === null);
    const elsewhere = this.inside && document.activeElement !== element && this.root?.contains(document.activeElement);
    if (lost || elsewhere) this.give(element);
    return own !== null;
  }

  focus() {
    const element = this.element();
    if (element) this.give(element);
  }

  /** Scrolls sideways to the cell where it is cut off. */
  reveal() {
    const cell = this.element()?.closest('[data-col]');
    if (!cell || !this.root || this.root.scrollWidth <= this.root.clientWidth) return;
    const left = this.root.getBoundingClientRect().left + this.root.clientLeft;
    const box = cell.getBoundingClientRect();
    const beyond = box.right - left - this.root.clientWidth;
    if (box.left < left) this.root.scrollLeft += box.left - left;
    else if (beyond > 0) this.root.scrollLeft += Math.min(beyond, box.left - left);
  }

  /** True while the grid itself moves the focus. */
  giving = false;

  private give(element: HTMLElement) {
    this.giving = true;
    element.focus({ preventScroll: true });
    this.giving = false;
  }
}
