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

  it('are every character that cannot be seen, by its kind', () => {
    const kinds = {
      unassigned: ['\u0378', '\u{2fffd}', '\u{e1000}'],
      'never to be assigned': ['\ufdd0', '\uffff', '\u{10ffff}'],
      private: ['\ue000', '\u{f0000}'],
      'half a character': ['\ud800', '\udfff'],
      control: ['\u0000', '\u0085', '\u009f'],
      ignorable: ['\u00ad', '\u034f', '\u061c', '\u115f', '\u17b4', '\u180b', '\u180f', '\u200b', '\u200f', '\u202e', '\u2060', '\u206f', '\u3164', '\ufe0f', '\ufeff', '\uffa0', '\u{1d173}', '\u{e0041}', '\u{e01ef}'],
      'line and paragraph': ['\u2028', '\u2029'],
      'drawn as nothing': ['\u070f', '\u2800', '\ufff9', '\u{13430}'],
    };
    for (const [kind, chars] of Object.entries(kinds)) {
      for (const char of chars) expect(hiddenName(char), kind).not.toBe('');
    }
  });

  it('are no character that is drawn, of any script', () => {
    const drawn = ['a', 'é', 'ß', 'ñ', '\u0301', '山', '\u{20000}', 'ع', 'ा', '한', '😀', '€', '�', '\u00a0', '\u0600'];
    for (const char of drawn) expect(hiddenName(char), char).toBe('');
  });
});
