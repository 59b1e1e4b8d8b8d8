import { useEffect, useState } from 'react';

/** The value, from the frame after the one that draws the rest of it; the first
 * at once. A web view paints one rectangle around all that a frame changes: with
 * the filters at the left, that of the histogram would be the whole window. */
export function useNextFrame<T>(value: T | null): T | null {
  const [shown, setShown] = useState(value);
  if (value !== shown && (value === null || shown === null)) setShown(value);
  useEffect(() => {
    const frame = requestAnimationFrame(() => setShown(value));
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return shown;
}
