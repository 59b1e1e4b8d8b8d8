/** report.html, made again from the manifest and the first events. */

import template from '../../../backend/proof/report.tmpl?raw';
import { encode, hex } from './bytes';
import { fingerprint } from './fingerprint';
import { sha256 } from './hash';
import type { Manifest } from './manifest';
import { count, plural } from '../../src/text/numbers';
import type { ReportEvent } from './reportEvent';
import { compile, type Data } from './template';
import { readTime, timeText } from './time';
import { visible } from './visible';
import { leftOutWords, notProven } from './words';

const sources: Readonly<Record<string, string>> = {
  daybook: 'Activity feed', 'google-workspace': 'Google Workspace', cloudtrail: 'AWS CloudTrail', github: 'GitHub', sample: 'Sample',
};
const columns: Readonly<Record<string, string>> = { timestamp: 'Timestamp', member: 'Member', action: 'Action', description: 'Description' };

const functions = {
  number: count,
  visible,
  source: (text: string) => visible(text.split(', ').map((name) => sources[name] ?? name).join(', ')),
  plural,
  minute,
  clock: (text: string) => text.replace('T', ' ').replace(/Z$/, ''),
  column: (name: string) => columns[name] ?? '',
  join: (list: readonly string[]) => visible(list.join(', ')),
  fingerprint,
  size: (n: number) => `${count(n)} bytes`,
};

export function minute(text: string): string {
  const time = readTime(text);
  return `${(typeof time === 'bigint' ? timeText(time) : text).slice(0, 19).replace('T', ' ')} UTC`;
}

/** Names of Go that are not those of the manifest in another case. */
const others: Readonly<Record<string, string>> = {
  report: 'report_version', quiet: 'days_without_events', quietdays: 'days_without_events_count', quietmore: 'days_without_events_more', line: 'journal_line',
};

function field(of: Data, name: string): Data {
  if (typeof of === 'string' && name === 'String') return of;
  if (typeof of !== 'object' || of === null || Array.isArray(of)) throw new Error(`the template asks for ${name} of what has no fields`);
  const fields = of as Readonly<Record<string, Data>>;
  const plain = name.toLowerCase();
  const key = Object.keys(fields).find((one) => one.replaceAll('_', '') === plain);
  return key !== undefined ? fields[key] : fields[others[plain] ?? ''];
}

const report = compile(template, functions, field);

/** The SHA-256 of the report that says what the manifest and the first events say. */
export function renderReport(manifest: Manifest, first: readonly ReportEvent[]): string {
  return hex(sha256(encode(reportText(manifest, first))));
}

export function reportText(manifest: Manifest, first: readonly ReportEvent[]): string {
  const complete = manifest.counts.exported === manifest.archive.tree_size;
  return report.render({
    ...manifest,
    events: first.map((event) => ({ ...event, time: event.timestamp, key: `${event.category}.${event.action}` })),
    more: manifest.counts.exported - first.length,
    notproven: notProven(manifest, { size: manifest.archive.tree_size, known: false, kept: null, complete }),
    complete,
    leftoutwords: leftOutWords(manifest.left_out),
  });
}
