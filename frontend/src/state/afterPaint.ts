/** Runs a function when all changes so far are on the display, and returns a
 * function that cancels that. A frame's callbacks come before it is painted, and
 * those of the next when it is. Nothing is run while the window is not to be seen. */
export function afterPaint(run: () => void): () => void {
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(run);
  });
  return () => cancelAnimationFrame(frame);
}
