/** The page's verdict on every vector is that of the program, to the letter. */

import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { names, pathOf } from './core/bag';
import { concat, type Bytes } from './core/bytes';
import { openFolder, openZip, type Contents } from './core/contents';
import { sumOf } from './core/files';
import { computeLeaves, Leaves } from './core/leaves';
import { bytesSource, type Source } from './core/source';
import { exitCode, type Found } from './core/verdict';
import { verify } from './core/verify';
import { cautions, facts, headline, proven, unproven } from './core/words';
import { vectors, type Said, type Vector, type Vectors } from './test/vectors';

let given: Vectors;

beforeAll(() => {
  given = vectors();
}, 600_000);

afterAll(() => {
  if (!process.env['VECTORS']) rmSync(given.dir, { recursive: true });
});

const nothing = { key: '', checkpoint: '', witnesses: [] };
const classes = { 0: 'known', 1: 'problems', 3: 'unknown', 4: 'repacked' } as const;

/** What is found of a vector; null of one that stays locked. */
async function check(vector: Vector): Promise<Found | null> {
  const source = await given.open(vector);
  return source && verify(await openZip(source), vector);
}

/** The bundle of a vector that is not locked. */
async function bundle(vector: Vector): Promise<Contents> {
  const source = await given.open(vector);
  if (!source) throw new Error(`${vector.name} was not opened`);
  return openZip(source);
}

/** All that is said of a bundle. */
function wordsOf(found: Found): string {
  return JSON.stringify([
    headline(found), cautions(found), found.undecided, found.count, found.problems.map(withoutCause), proven(found), unproven(found), facts(found).map(({ name, text }) => [name, text]),
  ]);
}

function wordsSaid(said: Said): string {
  return JSON.stringify([
    said.headline, said.cautions ?? [], said.undecided, said.problem_count, (said.problems ?? []).map(withoutCause), said.proven ?? [], said.not_proven ?? [], (said.facts ?? []).map(({ Name, Text }) => [Name, Text]),
  ]);
}

/** Why JSON cannot be read is said by the library that reads it, and where a value is of
 * another type, one says that it cannot be read and the other that it is written otherwise. */
function withoutCause(problem: string): string {
  return problem.replace(/^manifest\.json: it (?:cannot be read.*|is not written as Daybook writes it)$/s, 'manifest.json: it cannot be read');
}

describe('every vector', () => {
  it('gets the verdict of the program, in the same words', async () => {
    const differs: string[] = [];
    const counts: Record<string, number> = {};
    for (const [i, vector] of given.all.entries()) {
      const found = await check(vector);
      if (!found) {
        if (vector.verdict !== 'locked') differs.push(`${vector.name}: locked, and ${vector.verdict} by the program`);
        counts['locked'] = (counts['locked'] ?? 0) + 1;
        continue;
      }
      const verdict = classes[exitCode(found)];
      if (verdict !== vector.verdict) differs.push(`${vector.name}: ${verdict}, and ${vector.verdict} by the program: ${found.problems[0] ?? ''}`);
      else if (wordsOf(found) !== wordsSaid(given.said[i]!)) differs.push(`${vector.name}:\n${wordsOf(found)}\n${wordsSaid(given.said[i]!)}`);
      const whole = verdict !== 'problems' || found.undecided !== '';
      if (whole && vector.verdict !== 'problems' && (found.events !== vector.events || found.cosigned.length !== vector.cosigned)) differs.push(`${vector.name}: other counts`);
      const kind = `${vector.forged ? 'forged' : 'good'}, ${verdict}`;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    console.log(`${given.all.length} vectors, ${given.all.length - differs.length} with the program's verdict in its words: ${JSON.stringify(counts)}`);
    expect(differs.slice(0, 10)).toEqual([]);
    expect(given.all.length).toBeGreaterThan(440);
  }, 1_200_000);

  it('is never taken for genuine where a stranger made it', () => {
    const strangers = given.all.filter(({ forged, verdict }) => forged && verdict !== 'problems' && verdict !== 'locked');
    expect(strangers.length).toBeGreaterThan(10);
    expect(strangers.filter(({ verdict }) => verdict !== 'unknown').map(({ name }) => name)).toEqual([]);
  });
});

/** The files of a zip, unpacked into a folder. */
async function unpacked(vector: Vector, change: (files: Map<string, Bytes>) => void = () => {}): Promise<Contents> {
  const zip = await bundle(vector);
  const files = new Map<string, Bytes>();
  for (const name of names) {
    const parts: Bytes[] = [];
    for await (const chunk of zip.open(name)) parts.push(chunk);
    files.set(`evidence/${pathOf(name)}`, concat(parts));
  }
  change(files);
  return openFolder(new Map([...files].map(([path, bytes]): [string, Source] => [path, bytesSource(bytes)])));
}

describe('a folder', () => {
  const good = () => given.all.filter(({ name }) => name.startsWith('good/'));

  it('is as true as the zip it was unpacked from', async () => {
    for (const vector of good()) {
      const found = await verify(await unpacked(vector), vector);
      expect([vector.name, found.problems, found.unpacked, exitCode(found)]).toEqual([vector.name, [], true, 4]);
      expect(headline(found)).toMatch(/^Same contents, unpacked\. Signed by key [0-9a-f]{8}, which you gave$/);
    }
  }, 300_000);

  it('may have the files that systems put into folders', async () => {
    const found = await verify(await unpacked(good()[0]!, (files) => files.set('evidence/data/.DS_Store', new Uint8Array(3))), nothing);
    expect(found.problems).toEqual([]);
  });

  it.each([
    ['a file more', (files: Map<string, Bytes>) => files.set('evidence/more.txt', new Uint8Array(3)), '"more.txt" was added: a bundle has no such file'],
    ['a folder more', (files: Map<string, Bytes>) => files.set('evidence/more/a/b.txt', new Uint8Array(3)), '"more/" was added: a bundle has no such file'],
    ['a file less', (files: Map<string, Bytes>) => files.delete('evidence/data/proofs'), 'proofs is missing'],
    ['a file of another name', (files: Map<string, Bytes>) => files.set('evidence/data/Proofs', new Uint8Array(3)), '"data/Proofs" was added: a bundle has no such file'],
    ['a byte less', (files: Map<string, Bytes>) => files.set('evidence/data/report.html', files.get('evidence/data/report.html')!.slice(1)), 'report.html was changed: it has not the size and the SHA-256 of the manifest'],
  ])('is refused with %s', async (_, change, problem) => {
    expect((await verify(await unpacked(good()[0]!, change), nothing)).problems).toContain(problem);
  });
});

describe('a check that gets help', () => {
  it('finds the same', async () => {
    const some = given.all.filter(({ name, verdict }, i) => verdict !== 'locked' && (name.startsWith('good/') || name.includes('events.jsonl')) && (verdict !== 'problems' || i % 5 === 0));
    let hits = 0;
    for (const vector of some) {
      const leaves = new Leaves(2);
      const contents = await bundle(vector);
      if (contents.has('events.jsonl')) await computeLeaves(contents.open('events.jsonl'), (batch) => leaves.add(batch), 2).catch(() => {});
      const sum = (name: string) => (contents.has(name) ? sumOf(contents, name).catch(() => null) : Promise.resolve(null));
      const leaf = (n: number) => {
        const hash = leaves.take(n);
        hits += hash ? 1 : 0;
        return hash;
      };
      const helped = await verify(contents, vector, () => {}, { sum, leaf, pause: () => Promise.resolve() });
      const alone = await verify(await bundle(vector), vector);
      expect([vector.name, wordsOf(helped)]).toEqual([vector.name, wordsOf(alone)]);
    }
    expect(hits).toBeGreaterThan(100);
  }, 300_000);
});

describe('a bundle with any byte changed', () => {
  it('is not what it was', async () => {
    const vector = given.all.find((one) => one.name.startsWith('good/') && one.identity + one.passphrase === '' && given.bytes(one).length < 30_000)!;
    const bytes = given.bytes(vector);
    let seed = 17;
    for (let i = 0; i < 150; i++) {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      const at = (seed >>> 4) % bytes.length;
      const forged = bytes.slice();
      forged[at]! ^= 1 << (seed & 7);
      const found = await verify(await openZip(bytesSource(forged)), vector);
      // Packed data can be packed otherwise, and headers of a zip say what nobody reads.
      expect([at, exitCode(found)]).not.toEqual([at, 0]);
    }
  }, 120_000);
});
