/** Runs something when what has changed by now is on the display; a function
 * that forgets it. A frame's callbacks come before it is painted, and those of
 * the next when it is. Nothing is run while the window is not to be seen. */
export function afterPaint(run: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(frame);
}
