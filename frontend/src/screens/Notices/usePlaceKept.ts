import { useRef, useState, type RefObject } from 'react';

interface Kept {
  ref: RefObject<HTMLElement | null>;
  /** In pixels; 0 while it is as high as its content. */
  height: number;
  /** To be called by a press, before it takes one out of the list. */
  keep: () => void;
  /** To be called when the pointer leaves. */
  letGo: () => void;
}

/** A list at the foot of the window keeps its height until the pointer leaves it,
 * so that the next notice moves to the place of a dismissed notice, and the last
 * press of several does not hit the control beneath. */
export function usePlaceKept(): Kept {
  const ref = useRef<HTMLElement | null>(null);
  const [height, setHeight] = useState(0);
  return {
    ref,
    height,
    keep: () => setHeight(ref.current?.offsetHeight ?? 0),
    letGo: () => setHeight(0),
  };
}
