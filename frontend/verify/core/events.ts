/** Reads events.jsonl, and the other two files of events beside it. */

import { Alike, csvFrame, jsonFrame } from './alike';
import { EventCheck, named } from './check';
import type { Elsewhere, Files } from './files';
import { CsvRecords, Follower, JsonRecords, maxCompared } from './follow';
import { NoEvent, readLine, shown, type Line } from './line';
import { isDamage, Lines, Malformed } from './lines';
import type { Manifest } from './manifest';
import type { Proofs } from './proofs';
import { quoted } from './quoted';
import type { Fields } from './written';
import type { Verdict } from './verdict';

/** One event as a line: six texts, every byte of which is escaped in six. */
const mostLine = 36 * (1 << 20) + (4 << 10);

interface Bundle {
  files: Files;
  verdict: Verdict;
  manifest: Manifest | null;
  proofs: Proofs | null;
  elsewhere: Elsewhere | null;
}

/** What is done with each event beside the check of it. */
interface Beside {
  event(e: Fields, line: Line): Promise<void> | null;
  /** After the last event; or when no more can be read. */
  end(check: EventCheck): Promise<void>;
  lose(): void;
}

const others = [
  { name: 'activity.json', frame: jsonFrame, marked: false, records: () => new JsonRecords() },
  { name: 'activity.csv', frame: csvFrame, marked: true, records: () => new CsvRecords() },
];

/** Checks the files of events. Nearly always they are alike, which is known soonest by
 * comparing bytes; where they are not, all is read again to say what is wrong. */
export async function checkEvents(bundle: Bundle): Promise<EventCheck | null> {
  const { files, verdict } = bundle;
  if (!files.has('events.jsonl')) return null;
  const there = others.filter(({ name }) => files.has(name));
  const before = { problems: [...verdict.problems], count: verdict.count };
  let alike = true;
  const opened = there.map(({ name, frame, marked }) => {
    const file = files.open(name);
    return { file, compared: new Alike(file, frame, marked) };
  });
  const check = await readEvents(bundle, {
    event: (e) => together(opened.map(({ compared }) => compared.event(e))),
    async end({ wide }) {
      for (const { compared } of opened) alike = (await compared.end(wide)) && alike;
    },
    lose: () => (alike = false),
  });
  if (!alike || verdict.count > before.count) {
    verdict.problems = before.problems;
    verdict.count = before.count;
    verdict.events = 0;
    verdict.unordered = false;
    return followEvents(bundle);
  }
  for (const { file, compared } of opened) await files.ended(file, compared.n);
  return check;
}

/** Waits for all that must be waited for, if anything must: promises for each event would
 * take more time than the events. */
function together(all: readonly (Promise<void> | null)[]): Promise<void> | null {
  const waits = all.filter((one) => one !== null);
  return waits.length === 0 ? null : Promise.all(waits).then(() => {});
}

async function followEvents(bundle: Bundle): Promise<EventCheck> {
  const { files, verdict } = bundle;
  const opened = others.filter(({ name }) => files.has(name)).map(({ name, records }) => {
    const file = files.open(name);
    return { file, follower: new Follower(records(), new Lines(file, maxCompared), (problem) => verdict.add(`${name}: ${problem}`), quoted) };
  });
  const check = await readEvents(bundle, {
    event: (e, line) => together(opened.map(({ follower }) => follower.event(e, () => named(line)))),
    async end({ wide }) {
      for (const { follower } of opened) await follower.end(wide);
    },
    lose() {
      for (const { follower } of opened) follower.lost = true;
    },
  });
  for (const { file, follower } of opened) await files.ended(file, follower.n);
  return check;
}

/** Reads and checks each event; the file is then read to its end. */
async function readEvents({ files, verdict, manifest, proofs, elsewhere }: Bundle, beside: Beside): Promise<EventCheck> {
  const check = new EventCheck(verdict, manifest, proofs, elsewhere?.leaf);
  const file = files.open('events.jsonl');
  const n = await readLines(new Lines(file, mostLine, elsewhere ? () => elsewhere.pause() : null), verdict, check, beside);
  await files.ended(file, n);
  return check;
}

async function readLines(lines: Lines, verdict: Verdict, check: EventCheck, beside: Beside): Promise<number> {
  let n = 0;
  for (;;) {
    let line: Line;
    try {
      if (lines.peek() === undefined && !lines.ended) {
        await lines.fill();
        continue;
      }
      const text = lines.take();
      if (text === undefined) break;
      line = readLine(text);
    } catch (error) {
      // What is damaged ends the file, and is reported at its end.
      if (isDamage(error)) return n;
      if (!(error instanceof Malformed) && !(error instanceof NoEvent)) throw error;
      verdict.add(`events.jsonl: line ${n + 1} was changed: ${error.message}`);
      beside.lose();
      return n;
    }
    n++;
    const fields = shown(line);
    check.event(line, fields);
    const waits = beside.event(fields, line);
    if (waits) await waits;
  }
  verdict.events = n;
  check.end();
  await beside.end(check);
  return n;
}
