import { describe, expect, it } from 'vitest';
import { parseJson } from './json';

describe('parseJson', () => {
  it('keeps a number as it is written', () => {
    expect(parseJson('{"id": 12345678901234567890.10}')).toEqual({
      kind: 'object',
      entries: [{ key: 'id', value: { kind: 'number', text: '12345678901234567890.10' } }],
    });
  });

  it('keeps keys in order, twice if they are there twice', () => {
    const node = parseJson('{"b":1,"a":"x\\n","b":[true,null,{}]}');
    expect(node?.kind === 'object' && node.entries.map((entry) => entry.key)).toEqual(['b', 'a', 'b']);
  });

  it('says null to what is no JSON, however deep', () => {
    for (const text of ['', '{', '[1,]', '{"a" 1}', 'nul', '1 2', '"\\x"', '['.repeat(5000)]) {
      expect(parseJson(text), text.slice(0, 10)).toBeNull();
    }
  });

  it('reads a string of a megabyte', () => {
    const node = parseJson(JSON.stringify('x\\"'.repeat(300_000)));
    expect(node?.kind === 'string' && node.text.length).toBe(900_000);
  });
});
