import { expect, it } from 'vitest';
import { direction } from './direction';

it.each([
  ['Signed in', undefined],
  ['', undefined],
  ['42 (%)', undefined],
  ['API key "مفتاح"', undefined],
  ['مفتاح API', 'rtl'],
  ['"שלום" 17', 'rtl'],
  ['\u202e2026: ޝ', 'rtl'],
  ['日本 مفتاح', undefined],
  ['٣ files failed', undefined],
])('%j: %s', (text, wanted) => {
  expect(direction(text)).toBe(wanted);
});
