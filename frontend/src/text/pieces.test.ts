import { describe, expect, it } from 'vitest';
import { hiddenName, spelled } from './hidden';
import { pieces } from './pieces';

describe('pieces', () => {
  it('make hidden characters chips and keep every character', () => {
    const text = 'pay\u202eload\u200b\u0000 end';
    const cut = pieces(text, []);
    expect(cut.map((piece) => piece.text).join('')).toBe(text);
    expect(cut.filter((piece) => piece.chip).map((piece) => piece.chip)).toEqual(['RLO', 'ZWSP', 'NUL']);
  });

  it('mark and chip at once', () => {
    const cut = pieces('a web\u200bhook b', [{ text: 'web', inside: false }]);
    expect(cut.find((piece) => piece.marked)?.text).toBe('web');
    expect(cut.some((piece) => piece.chip === 'ZWSP')).toBe(true);
  });

  it('are spelled out where chips cannot be', () => {
    expect(spelled('a\u202eb')).toBe('a[RLO]b');
    expect(spelled('plain')).toBe('plain');
  });

  it('name what has no short name by its code point', () => {
    expect(hiddenName('\u{e0041}')).toBe('U+E0041');
    expect(hiddenName('a')).toBe('');
    expect(hiddenName('é')).toBe('');
    expect(hiddenName('\ud800')).toBe('U+D800');
  });
});
