import { useEffect, useState } from 'react';

/** The value, from the frame after the one that draws the rest of it; what has
 * none before or after it at once. A web view paints one rectangle around all
 * that a frame changes: with the filters at the left, that of the histogram would
 * be the whole window, and that of the rows is smaller without what is said
 * above and under them. */
export function useNextFrame<T>(value: T | null): T | null {
  const [shown, setShown] = useState(value);
  if (value !== shown && (value === null || shown === null)) setShown(value);
  useEffect(() => {
    let after: ReturnType<typeof setTimeout> | undefined;
    // What is called for a frame is called before that frame is painted.
    const frame = requestAnimationFrame(() => {
      after = setTimeout(() => setShown(value));
    });
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(after);
    };
  }, [value]);
  return shown;
}
