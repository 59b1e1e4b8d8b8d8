import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** A computer whose fonts have some characters beside those of the window. */
class Canvas {
  static has = '';
  static asked: string[] = [];
  static box = 42;
  font = '';
  getContext() {
    return this;
  }
  measureText(char: string) {
    Canvas.asked.push(char);
    const width = Canvas.has.includes(char) ? 64 : Canvas.box;
    return { width, actualBoundingBoxLeft: 0, actualBoundingBoxRight: width, actualBoundingBoxAscent: 58, actualBoundingBoxDescent: 13 };
  }
}

beforeEach(() => {
  vi.resetModules();
  vi.stubGlobal('OffscreenCanvas', Canvas);
  Object.assign(Canvas, { has: '山田', asked: [], box: 42 });
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules(); // or tests of other files would measure with this canvas
});

it('what no font has is told from what one has, each measured once', async () => {
  const { hasMissing, isMissing } = await import('./missing');
  expect(hasMissing('山田 taro')).toBe(false);
  expect(hasMissing('山太 taro')).toBe(true);
  expect(isMissing('\u{20000}')).toBe(true);
  const asked = Canvas.asked.length;
  expect([hasMissing('山太'), isMissing('\u{20000}')]).toEqual([true, true]);
  expect(Canvas.asked.length).toBe(asked);
});

it('what the font of the window has is not measured', async () => {
  const { hasMissing } = await import('./missing');
  expect(hasMissing('Ana Müller <ana@example.com> – “50 €” …')).toBe(false);
  expect(Canvas.asked).toEqual([]);
});

it('the box is that of now, also when the font of the window came in between', async () => {
  const { isMissing } = await import('./missing');
  expect(isMissing('太')).toBe(true);
  Canvas.box = 39;
  expect(isMissing('郎')).toBe(true);
});

it('nothing is called missing where nothing can be measured', async () => {
  vi.stubGlobal('OffscreenCanvas', undefined);
  const { hasMissing } = await import('./missing');
  expect(hasMissing('山太')).toBe(false);
});

it('is a chip that says so', async () => {
  const { pieces } = await import('./pieces');
  expect(pieces('a太b', []).map((piece) => piece.chip)).toEqual(['', 'U+592A', '']);
});
