import { expect, it } from 'vitest';
import { listed } from './listed';

it('names are listed as a sentence has them', () => {
  expect(listed(['a', 'b'], 'or')).toBe('a or b');
  expect(listed(['the activity feed', 'AWS CloudTrail', 'GitHub'], 'and')).toBe('the activity feed, AWS CloudTrail and GitHub');
});
