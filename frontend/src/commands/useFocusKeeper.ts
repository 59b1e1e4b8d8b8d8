import { useEffect } from 'react';
import { firstIn, goToTable } from './focus';

/** Milliseconds that a dialog or menu has to give the focus back itself. */
const grace = 80;

/**
 * Focus is never lost: when the control that had it goes away (a button that did
 * its work, a notice that was put away), the focus goes to the part of the window
 * that contained the control, such as the dialog, or otherwise to the table.
 */
export function useFocusKeeper() {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let region: HTMLElement | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;

    const remember = (event: FocusEvent) => {
      if (!(event.target instanceof HTMLElement)) return;
      last = event.target;
      region = last.closest<HTMLElement>('[data-region], [role="dialog"]');
    };
    // A press on nothing takes the focus away on purpose.
    const forget = () => {
      if (document.activeElement === document.body) last = null;
    };
    const check = () => {
      if (!last || last.isConnected || document.activeElement !== document.body) return;
      last = null;
      const target = region?.isConnected ? firstIn(region) : null;
      if (target) target.focus();
      else goToTable({ still: true });
    };
    const observer = new MutationObserver(() => {
      if (!last || last.isConnected) return;
      clearTimeout(timer);
      timer = setTimeout(check, grace);
    });
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener('focusin', remember);
    document.addEventListener('pointerup', forget);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerup', forget);
    };
  }, []);
}
