import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import dates from '../../../backend/query/testdata/vectors/dates.json';
import { base64, concat, encode, hex, unbase64, unhex, type Bytes } from './bytes';
import { crc32 } from './crc32';
import { running, sha256 } from './hash';
import { inflate } from './inflate';
import { cosignedAt, readNote, readVerifier, verifies } from './note';
import { readDate } from './query';
import { latest, readTime, timeText } from './time';
import { continues, nodeHash, subsetRoot, type TreeNode } from './tree';
import { visible } from './visible';

/** Numbers that are the same in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('hashes', () => {
  it('are those of the standard', () => {
    expect(hex(sha256(encode('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const bit = running();
    for (const part of ['a', '', 'bc']) bit.update(encode(part));
    expect(hex(bit.digest())).toBe(hex(sha256(encode('abc'))));
    expect(crc32(crc32(0, encode('1234')), encode('56789'))).toBe(0xcbf43926);
  });
});

describe('base64', () => {
  it('is read as it is written', () => {
    const draw = numbers(5);
    for (let length = 0; length < 60; length++) {
      const bytes = Uint8Array.from({ length }, () => draw(256));
      const text = base64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(unbase64(text, true)).toEqual(bytes);
    }
  });

  it.each(['A', 'AA', 'AAA', 'AAAA=', 'AA=A', 'A===', 'AA*A', 'AA AA'])('is none: %s', (text) => {
    expect(unbase64(text)).toBeNull();
  });

  it('has bits behind its last byte, unless it is to be strict', () => {
    expect(unbase64('AB==')).toEqual(new Uint8Array([0]));
    expect(unbase64('AB==', true)).toBeNull();
  });
});

/** The tree of RFC 6962 over leaves, written as its definition reads. */
function root(leaves: readonly Bytes[]): Bytes {
  if (leaves.length === 1) return leaves[0]!;
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  return nodeHash(root(leaves.slice(0, half)), root(leaves.slice(half)));
}

/** The nodes of each level, from below. */
function levels(leaves: readonly Bytes[]): Bytes[][] {
  const all = [[...leaves]];
  for (let level = all[0]!; level.length > 1; all.push(level)) {
    level = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => (level[2 * i + 1] ? nodeHash(level[2 * i]!, level[2 * i + 1]!) : level[2 * i]!));
  }
  return all;
}

describe('proofs of some leaves', () => {
  it('lead to the root, and to no other if anything in them is changed', async () => {
    const draw = numbers(11);
    for (let round = 0; round < 150; round++) {
      const size = 1 + draw(40);
      const leaves = Array.from({ length: size }, () => sha256(Uint8Array.from({ length: 4 }, () => draw(256))));
      const chosen = leaves.map((_, i) => i).filter(() => draw(3) === 0);
      if (chosen.length === 0) chosen.push(draw(size));
      const all = levels(leaves);
      const prove = (change: (node: TreeNode) => TreeNode | null = (node) => node) =>
        subsetRoot(size, Float64Array.from(chosen), concat(chosen.map((i) => leaves[i]!)), (level, index) => change({ level, index, hash: all[level]![index]! }));
      const want = hex(root(leaves));
      expect(hex((await prove()) ?? new Uint8Array())).toBe(want);
      const nodes: number[] = [];
      await prove((node) => (nodes.push(node.level), node));
      if (nodes.length === 0) continue;
      expect(await prove((node) => ({ ...node, index: node.index + 2 }))).toBeNull();
      expect(hex((await prove((node) => ({ ...node, hash: sha256(node.hash) }))) ?? new Uint8Array())).not.toBe(want);
      expect(await prove(() => null)).toBeNull();
    }
  });
});

/** The proof that a tree continues its first leaves, as RFC 6962 defines it. */
function consistency(was: number, leaves: readonly Bytes[], whole = true): Bytes[] {
  if (was === leaves.length) return whole ? [] : [root(leaves)];
  let half = 1;
  while (half * 2 < leaves.length) half *= 2;
  if (was <= half) return [...consistency(was, leaves.slice(0, half), whole), root(leaves.slice(half))];
  return [...consistency(was - half, leaves.slice(half), false), root(leaves.slice(0, half))];
}

describe('proofs that a tree continues another', () => {
  it('hold for each tree before, and for no other', () => {
    const leaves = Array.from({ length: 33 }, (_, i) => sha256(encode(String(i))));
    for (let size = 2; size <= leaves.length; size++) {
      const now = leaves.slice(0, size);
      for (let was = 1; was < size; was++) {
        const proof = consistency(was, now);
        const before = root(leaves.slice(0, was));
        expect([size, was, continues(proof, size, root(now), was, before)]).toEqual([size, was, true]);
        expect(continues(proof, size, root(now), was, sha256(before))).toBe(false);
        expect(continues(proof.slice(1), size, root(now), was, before)).toBe(false);
        expect(continues([...proof, before], size, root(now), was, before)).toBe(false);
      }
    }
  });
});

describe('deflate', () => {
  const packed = new Uint8Array(deflateRawSync(Buffer.alloc(100_000, 'abc')));
  const unpack = async (bytes: Uint8Array) => {
    let size = 0;
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += 7) yield await Promise.resolve(bytes.slice(at, at + 7));
    };
    for await (const chunk of inflate(pieces, bytes.length)) size += chunk.length;
    return size;
  };

  it('is unpacked', async () => {
    expect(await unpack(packed)).toBe(100_000);
  });

  it.each([
    ['a byte more', concat([packed, encode('h')])],
    ['many bytes more', concat([packed, encode('hidden text')])],
    ['a byte less', packed.slice(0, -1)],
    ['nothing', new Uint8Array(0)],
  ])('is refused with %s', async (_, bytes) => {
    await expect(unpack(bytes)).rejects.toThrow('it is damaged and cannot be unpacked');
  });
});

// From C2SP's own test vectors and the documentation of golang.org/x/mod/sumdb/note.
const peter = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const text = 'If you think cryptography is the answer to your problem,\nthen you don\'t know what your problem is.\n';
const signedNote = `${text}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

describe('a signed note', () => {
  it('is one that its key signed', () => {
    const key = readVerifier(peter);
    const note = readNote(encode(signedNote));
    expect(note?.text).toBe(text);
    expect(key && note?.signatures.map((signature) => verifies(key, note.text, signature))).toEqual([true]);
    expect(key && note?.signatures.map((signature) => verifies(key, `${note.text}x`, signature))).toEqual([false]);
    expect(key && note?.signatures.map((signature) => cosignedAt(key, note.text, signature))).toEqual([null]);
  });

  it.each([
    ['no blank line', signedNote.replace('\n\n', '\n')],
    ['no end', signedNote.slice(0, -1)],
    ['a control character', signedNote.replace('think', 'th\tnk')],
    ['another dash', signedNote.replace('—', '-')],
  ])('is none with %s', (_, changed) => {
    expect(readNote(encode(changed))).toBeNull();
  });

  it.each([peter.replace('c74f20a3', 'c74f20a4'), peter.replace('Peter', 'Paul'), peter.slice(0, -4), 'x', ''])('has no such key: %s', (key) => {
    expect(readVerifier(key)).toBeNull();
  });
});

describe('times', () => {
  it.each(['2026-08-02T17:39:42Z', '2026-08-02T17:39:42.000000001Z', '1678-01-01T00:00:00Z', '2261-12-31T23:59:59.999999999Z', '1969-12-31T23:59:59.5Z', '2024-02-29T00:00:00Z'])('are written as they were read: %s', (time) => {
    const read = readTime(time);
    expect(typeof read === 'bigint' && timeText(read)).toBe(time);
  });

  it.each([['2026-02-29T00:00:00Z', 'none'], ['2026-08-02T24:00:00Z', 'none'], ['2026-08-02 17:39:42Z', 'none'], ['1677-12-31T23:59:59Z', 'out of bounds'], ['2262-01-01T00:00:00Z', 'out of bounds'], ['2262-01-01T00:00:00Z', 'out of bounds']])('are none: %s', (time, why) => {
    expect(readTime(time)).toBe(why);
  });

  it('of a query name the spans that they name in the program', () => {
    const typed: { text: string; zone: string; from?: string; until?: string; error?: string }[] = dates.typed;
    const utc = typed.filter(({ zone, text }) => zone === 'UTC' || /T.*(?:Z|[+-]\d\d:\d\d)$/i.test(text));
    expect(utc.length).toBeGreaterThan(20);
    for (const { text: date, from, until } of utc) {
      const span = readDate(date);
      const want = from === undefined ? null : [from, until === '' || until === undefined ? latest : readTime(until)];
      expect([date, span && [timeText(span.from), span.until]]).toEqual([date, want]);
    }
  });
});

describe('what a report shows', () => {
  it('writes out what cannot be seen', () => {
    expect(visible('plain, é, 李, 🙂')).toBe('plain, é, 李, 🙂');
    expect(visible('a\u202eb\u200dc\tde\u0378')).toBe('a[U+202E]b[U+200D]c[U+0009]de[U+0378]');
  });
});

it('reads hexadecimal digits in lower case alone', () => {
  expect(unhex('00ff')).toEqual(new Uint8Array([0, 255]));
  expect([unhex('00FF'), unhex('0'), unhex('0g')]).toEqual([null, null, null]);
});
