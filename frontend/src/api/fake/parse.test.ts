import { expect, it } from 'vitest';
import { parse } from './parse';

it('reads the names that exports use as the fields that they are', () => {
  expect(parse('actor:ana -event_id:"evt_1 a" actor:', 'UTC').terms).toEqual([
    { exclude: false, field: 'member', inside: false, text: 'ana' },
    { exclude: true, field: 'id', inside: false, text: 'evt_1 a' },
    { exclude: false, field: 'any', inside: false, text: 'actor:' },
  ]);
});
