/** Files and archives that the tests begin with, and what is in them, read
 * without Daybook's search: what the window says is compared with it. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostileTexts } from '../src/api/fake/hostile';
import { daybook } from './program';

export interface FeedEvent {
  event_id: string;
  actor: string;
  category: string;
  action: string;
  description: string;
  timestamp: string;
}

export const sampleEvents = 2400;

/** The rule of the search, for a word that has no mark of its own. */
export const startsIn = (text: string, word: string) => new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'iu').test(text);

/** What a word is looked for in. */
export const texts = (event: FeedEvent) => [event.actor, event.category, `${event.category}.${event.action}`, event.description].join('\n');

/** A second version of an event, two records that are none, and one new event. */
const more = [
  'event_id,actor,category,action,description,timestamp',
  'evt_new,ana@example.com,api_key,created,"API key ""zero\u200bwidth\u202e"" was created",2026-07-01T10:00:00Z',
  'evt_bad,,api_key,created,No member,2026-07-01T10:00:00Z',
  'evt_when,ana@example.com,api_key,created,No time,03/04/2026 10:11',
];

const trail = {
  Records: [
    {
      eventVersion: '1.08', eventID: 'trail-1', eventTime: '2026-07-02T09:30:00Z', eventSource: 'kms.amazonaws.com', eventName: 'Decrypt',
      awsRegion: 'eu-west-1', sourceIPAddress: '192.0.2.7', userAgent: 'aws-cli', eventType: 'AwsApiCall',
      userIdentity: { type: 'IAMUser', userName: 'ana', arn: 'arn:aws:iam::1:user/ana', accountId: '1' },
      requestParameters: { keyId: 'alias/prod', numbers: [1, 2.50, 12345678901234567890n.toString()] },
    },
  ],
};

/** Each field of each event is one of 500 texts of script and markup. */
export function hostileEvents(): FeedEvent[] {
  const texts = hostileTexts.map((text) => text.replace(/[\ud800-\udfff]/g, '\ufffd'));
  const text = (i: number) => texts[i % texts.length] ?? '';
  return texts.map((description, i) => ({
    event_id: `${String(i)} ${text(i + 1)}`,
    actor: text(i + 2),
    category: text(i + 3),
    action: text(i + 4),
    description,
    timestamp: new Date(Date.UTC(2026, 5, 1, 0, i)).toISOString(),
  }));
}

/** Few events, but more than can be copied. */
function largeEvents(): FeedEvent[] {
  return Array.from({ length: 7 }, (_, i) => ({
    event_id: `large-${String(i)}`, actor: 'system', category: 'credit', action: 'charge', description: 'x'.repeat(900_000), timestamp: `2026-06-01T00:00:0${String(i)}Z`,
  }));
}

export function writeFiles(folder: string) {
  const at = (name: string) => join(folder, name);
  const write = (name: string, text: string) => writeFileSync(at(name), text);
  daybook(folder, 'sample', at('Sample.daybook'), '--events', String(sampleEvents));
  daybook(folder, 'export', at('Sample.daybook'), '--format', 'json', '-o', at('feed.json'));
  const first = read(folder)[0];
  const changed = { ...first, description: 'Changed afterwards' };
  write('changed.json', JSON.stringify([changed]));
  write('more.csv', `${more.join('\r\n')}\r\n`);
  write('trail.json', JSON.stringify(trail));
  write('notes.txt', 'These are no events.\n');
  write('hostile.json', JSON.stringify(hostileEvents()));
  write('large.json', JSON.stringify(largeEvents()));
  for (const [name, files] of [
    ['Office', ['feed.json', 'more.csv', 'trail.json', 'changed.json']],
    ['Hostile', ['hostile.json']],
    ['Kept', ['feed.json']],
    ['Large', ['large.json']],
  ] as const) {
    daybook(folder, 'new', at(`${name}.daybook`));
    daybook(folder, 'import', at(`${name}.daybook`), ...files.map(at));
  }
}

/** The events of feed.json. */
export function read(folder: string): FeedEvent[] {
  return JSON.parse(readFileSync(join(folder, 'feed.json'), 'utf8')) as FeedEvent[];
}
