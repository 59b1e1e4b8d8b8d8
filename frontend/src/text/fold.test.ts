import { describe, expect, it } from 'vitest';
import { fold, foldWithOrigin, normal, startsAnywhere } from './fold';

describe('fold', () => {
  it('drops case, accents and compatibility forms, and the final sigma', () => {
    expect(fold('Zoë')).toBe('zoe');
    expect(fold('ﬁnal')).toBe('final');
    expect(fold('ΟΔΟΣ ς')).toBe('οδοσ σ');
    expect(fold('İstanbul')).toBe('istanbul');
    expect(fold('ＡＢＣ')).toBe('abc');
  });

  it('makes each run of white space one blank', () => {
    expect(normal('a \t\n b\u00a0c\u3000d')).toBe('a b c d');
  });

  it('gives the same text with and without origins', () => {
    for (const text of ['Zoë  Å\u0301b', 'plain text', 'ﬁ\u00a0\u00a0x', '東京 ｶﾞ', 'e\u0301\u0302f', ' \n ']) {
      expect(foldWithOrigin(text).text).toBe(normal(text));
    }
  });

  it('knows where a term is found anywhere', () => {
    expect(startsAnywhere('.')).toBe(true);
    expect(startsAnywhere('東')).toBe(true);
    expect(startsAnywhere('k')).toBe(false);
    expect(startsAnywhere('7')).toBe(false);
  });
});
