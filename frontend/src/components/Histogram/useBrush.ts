import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import type { Brush } from './bars';

/** Choosing bars by mouse (press, draw, let go; a press on one bar chooses it)
 * and by keys on the two ends. */
export function useBrush(count: number, brush: Brush | null, onBrush: (brush: Brush | null) => void) {
  const [draft, setDraft] = useState<Brush | null>(null);
  const anchor = useRef<number | null>(null);

  const barAt = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = Math.floor(((event.clientX - box.left) / Math.max(1, box.width)) * count);
    return Math.min(count - 1, Math.max(0, at));
  };
  const drawn = (from: number, to: number): Brush => ({ start: Math.min(from, to), end: Math.max(from, to) + 1 });

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0 || count === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    // A press on an end moves that end: the other one is where drawing starts.
    const end = event.target instanceof HTMLElement ? event.target.dataset['end'] : undefined;
    const at = end && brush ? (end === 'start' ? brush.end - 1 : brush.start) : barAt(event);
    anchor.current = at;
    if (!end) setDraft(drawn(at, at));
  };

  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (anchor.current !== null) setDraft(drawn(anchor.current, barAt(event)));
  };

  const onPointerUp = () => {
    if (anchor.current !== null && draft) onBrush(draft);
    anchor.current = null;
    setDraft(null);
  };

  const onPointerCancel = () => {
    anchor.current = null;
    setDraft(null);
  };

  /** Keys on one end. */
  const onKey = (end: 'start' | 'end') => (event: KeyboardEvent<HTMLElement>) => {
    const now = brush ?? { start: 0, end: count };
    if (event.key === 'Escape' || event.key === 'Delete' || event.key === 'Backspace') {
      if (!brush) return;
      event.preventDefault();
      event.stopPropagation();
      onBrush(null);
      return;
    }
    const to = keyTarget(event, end === 'start' ? now.start : now.end, count);
    if (to === null) return;
    event.preventDefault();
    event.stopPropagation();
    const next = end === 'start' ? { start: Math.min(to, now.end - 1), end: now.end } : { start: now.start, end: Math.max(to, now.start + 1) };
    onBrush(next.start <= 0 && next.end >= count ? null : next);
  };

  return { draft, onKey, handlers: { onPointerDown, onPointerMove, onPointerUp, onPointerCancel } };
}

function keyTarget(event: KeyboardEvent, at: number, count: number): number | null {
  if (event.altKey || event.ctrlKey || event.metaKey) return null;
  const steps: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
  const step = steps[event.key];
  if (step !== undefined) return Math.min(count, Math.max(0, at + step));
  if (event.key === 'Home') return 0;
  return event.key === 'End' ? count : null;
}
