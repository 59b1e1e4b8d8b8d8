import { describe, expect, it } from 'vitest';
import { findSpans } from './marks';

const marked = (text: string, ...terms: string[]) =>
  findSpans(text, terms.map((term) => ({ text: term.replace(/^\*/, ''), inside: term.startsWith('*') }))).map((span) =>
    text.slice(span.start, span.end),
  );

describe('marks', () => {
  it('start where a word starts, and end anywhere', () => {
    expect(marked('api_key.created', 'key')).toEqual(['key']);
    expect(marked('monkey key keys', 'key')).toEqual(['key', 'key']);
    expect(marked('charged 8.5 credits', '8.5')).toEqual(['8.5']);
    expect(marked('api.example.com', '.com', 'example')).toEqual(['example.com']);
  });

  it('are found inside words with a star', () => {
    expect(marked('monkey', '*key')).toEqual(['key']);
  });

  it('mark the original characters, accents and ligatures included', () => {
    expect(marked('Zoe\u0308 Müller', 'zoe', 'mul')).toEqual(['Zoe\u0308', 'Mül']);
    expect(marked('the ﬁnal word', 'fi')).toEqual(['ﬁ']);
    expect(marked('東京都', '京')).toEqual(['京']);
  });

  it('find a phrase across a line break', () => {
    expect(marked('failed \n deliveries', 'failed deliveries')).toEqual(['failed \n deliveries']);
  });

  it('join where they overlap', () => {
    expect(marked('webhook', 'web', 'webhook')).toEqual(['webhook']);
  });

  it('do not follow half of a character outside the basic plane', () => {
    expect(marked('𝒳key', 'key')).toEqual([]);
    expect(marked('😀key', 'key')).toEqual(['key']);
  });
});
