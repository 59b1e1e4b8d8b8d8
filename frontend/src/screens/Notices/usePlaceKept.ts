import { useRef, useState, type RefObject } from 'react';

interface Kept {
  ref: RefObject<HTMLElement | null>;
  /** In pixels; 0 while it is as high as what is in it. */
  height: number;
  /** To be called by a press, before it takes one out of the list. */
  keep: () => void;
  /** To be called when the pointer leaves. */
  letGo: () => void;
}

/** A list at the foot of the window keeps its height until the pointer leaves it,
 * so that the next one comes to where one was put away, and the last press of
 * several does not hit what is beneath. */
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
