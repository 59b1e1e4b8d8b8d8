/** The places to which the focus can be sent from anywhere: the search field and
 * the parts of the window that have data-region. */

import type { Session } from '../state/session';

/** At once, so that text typed right after it is typed there. */
export function goToSearch(session: Session) {
  session.view.fullscreen.set(false);
  if (!takeSearch()) requestAnimationFrame(takeSearch); // full screen has no such field
}

function takeSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-search]');
  field?.focus();
  field?.select();
  return field !== null;
}

const focusable = 'button:not([disabled]), input:not([disabled]), select, textarea, [href], [tabindex="0"]';

/** Includes elements that stay in place while the page scrolls, which have no
 * offsetParent. */
const isShown = (element: HTMLElement) => element.getClientRects().length > 0;

export function goToRegion(step: 1 | -1) {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown);
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  const start = at < 0 ? (step > 0 ? -1 : 0) : at;
  for (let i = 1; i <= regions.length; i++) {
    const region = regions[(start + step * i + regions.length * 2) % regions.length];
    const target = region && firstIn(region);
    if (target) {
      target.focus();
      return;
    }
  }
}

/** Where the focus goes in a part of the window. */
export function firstIn(region: HTMLElement): HTMLElement | null {
  const own = region.querySelector<HTMLElement>('[data-region-focus]');
  if (own) return own;
  return region.querySelector<HTMLElement>(focusable);
}

export function goToFilters() {
  const filters = document.querySelector<HTMLElement>('[data-filters]');
  if (filters) firstIn(filters)?.focus();
}

/** Puts the focus on the table's active cell, on its first row if that is a heading, or, where there are no rows, on a
 * control that leads to some. An officer who did not ask for it must not lose the place: `still` leaves the table where
 * it is scrolled to. */
export function goToTable({ still = false } = {}) {
  const wayOut = document.querySelector<HTMLElement>('[data-no-rows] button');
  if (wayOut) return wayOut.focus();
  const active = document.querySelector<HTMLElement>('[role="grid"] [tabindex="0"]');
  const row = active?.closest('[role="columnheader"]') && document.querySelector<HTMLElement>('[role="grid"] [role="gridcell"][tabindex]');
  (row ?? active)?.focus({ preventScroll: still });
}

/** Full screen and back: if that took the control away that had the focus, the
 * button that leads back gets it. */
export function keepAtFullscreen() {
  if (document.activeElement === document.body) document.querySelector<HTMLElement>('[data-fullscreen-button]')?.focus({ preventScroll: true });
}

/** Whether the filters are on the screen: a narrow window hides them by itself. */
export function filtersVisible(): boolean {
  const filters = document.querySelector<HTMLElement>('[data-filters]');
  return filters !== null && isShown(filters);
}
