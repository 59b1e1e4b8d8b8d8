import { useEffect, useRef, useState } from 'react';
import { afterPaint } from './afterPaint';

/** The value, when the rest that it changes has been painted; the first at once,
 * and null. A web view paints one rectangle around all that a frame changes: with
 * the filters at the left, that of the histogram would be the whole window. */
export function useNextFrame<T>(value: T | null): T | null {
  const [shown, setShown] = useState(value);
  if (value !== shown && (value === null || shown === null)) setShown(value);
  const newest = useRef(value);
  const forget = useRef<(() => void) | null>(null);
  useEffect(() => {
    newest.current = value;
    // One that waits shows the newest: values that come faster do not keep it waiting.
    forget.current ??= afterPaint(() => {
      forget.current = null;
      setShown(newest.current);
    });
  }, [value]);
  useEffect(() => () => forget.current?.(), []);
  return shown;
}
