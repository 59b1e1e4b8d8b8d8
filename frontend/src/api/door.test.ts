import { expect, it } from 'vitest';
import { toFault } from './door';

const fault = { code: 'held', message: 'Another program has it open', hint: '' };

it('takes the program’s fault out of the error that Wails makes of it', () => {
  expect(toFault(new Error(JSON.stringify(fault)))).toEqual(fault);
  expect(toFault(fault)).toEqual(fault);
});

it('says something of any other rejection', () => {
  expect(toFault(new Error('{no JSON')).message).toBe('{no JSON');
  expect(toFault('text').message).toBe('text');
  expect(toFault({}).message).toBe('Something went wrong');
  expect(toFault(null).code).toBe('unknown');
});
