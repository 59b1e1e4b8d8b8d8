/**
 * The files of the bag itself (BagIt 1.0), and the statement over all others (in-toto in a
 * DSSE envelope). They follow from the other files to the byte, so they are made again and
 * compared.
 */

import { base64, concat, decode, encode, hex, unbase64, type Bytes } from './bytes';
import { signed } from './ed25519';
import { sha256 } from './hash';
import { cut, type Tree, type Verifier } from './note';
import { jsonText } from './written';

export const dataNames = [
  'events.jsonl', 'activity.json', 'activity.csv', 'proofs', 'consistency', 'checkpoint', 'key.pub', 'HOW-TO-VERIFY.txt', 'report.html', 'manifest.json',
];
export const tagNames = ['bag-info.txt', 'manifest-sha256.txt', 'statement.dsse.json', 'tagmanifest-sha256.txt'];
/** The files of a bundle in their order. */
export const names = ['bagit.txt', ...dataNames, ...tagNames];

export function pathOf(name: string): string {
  return dataNames.includes(name) ? `data/${name}` : name;
}

export const bagIt = 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n';
const payloadType = 'application/vnd.in-toto+json';

/** Size and SHA-256 of a file, as they are. */
export interface Sum {
  name: string;
  bytes: number;
  sha256: string;
}

export interface Bag {
  /** RFC 3339. */
  made: string;
  archive: string;
  tree: Pick<Tree, 'size' | 'root'>;
  /** Those in data, in their order. */
  files: readonly Sum[];
}

export function bagInfo({ made, archive, files }: Bag): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return `Bag-Software-Agent: Daybook\nBagging-Date: ${made.slice(0, 10)}\nExternal-Identifier: ${archive}\nPayload-Oxum: ${bytes}.${files.length}\n`;
}

export function sums(files: readonly Sum[]): string {
  return files.map((file) => `${file.sha256}  ${pathOf(file.name)}\n`).join('');
}

export function sumOf(name: string, text: string): Sum {
  const bytes = encode(text);
  return { name, bytes: bytes.length, sha256: hex(sha256(bytes)) };
}

export function tagSums(bag: Bag, envelope: string): string {
  return sums([
    sumOf('bagit.txt', bagIt), sumOf('bag-info.txt', bagInfo(bag)), sumOf('manifest-sha256.txt', sums(bag.files)), sumOf('statement.dsse.json', envelope),
  ]);
}

/** The files that the statement is about. */
function subjects(bag: Bag): Sum[] {
  return [sumOf('bagit.txt', bagIt), ...bag.files, sumOf('bag-info.txt', bagInfo(bag)), sumOf('manifest-sha256.txt', sums(bag.files))];
}

function subject(file: Sum): string {
  return `{"name":"${pathOf(file.name)}","digest":{"sha256":"${file.sha256}"}}`;
}

/** The payload that is signed. */
function statement(bag: Bag): string {
  const manifest = bag.files.filter((file) => file.name === 'manifest.json').map(subject).join('');
  return (
    `{"_type":"https://in-toto.io/Statement/v1","subject":[${subjects(bag).map(subject).join(',')}],"predicateType":"urn:daybook:evidence:2",` +
    `"predicate":{"archive":"${jsonText(bag.archive)}","tree_size":${bag.tree.size},"root":"${hex(bag.tree.root)}","manifest":${manifest}}}`
  );
}

function envelopeOf(payload: Bytes, key: string, signature: Bytes): string {
  const [name, rest] = cut(key, '+');
  const keyid = jsonText(`${name}+${cut(rest, '+')[0]}`);
  return `{"payload":"${base64(payload)}","payloadType":"${payloadType}","signatures":[{"keyid":"${keyid}","sig":"${base64(signature)}"}]}\n`;
}

/** Statement and signature of an envelope that is written as Daybook does for that key. */
function openEnvelope(envelope: string, key: string): { payload: Bytes; signature: Bytes } | null {
  const payload = unbase64(/\{"payload":"([^"]*)/.exec(envelope)?.[1] ?? '', true);
  const signature = unbase64(/","sig":"([^"]*)/.exec(envelope)?.[1] ?? '', true);
  return payload && signature?.length === 64 && envelopeOf(payload, key, signature) === envelope ? { payload, signature } : null;
}

/** Pre-authentication encoding, what DSSE has signed in the place of the payload. */
function preAuthentication(payload: Bytes): Bytes {
  return concat([encode(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
}

/** What is wrong with an envelope, which must have the statement of the bag, and a signature
 * of it by that key, whose text is given. */
export function envelopeFaults(bag: Bag, envelope: string, key: Verifier, text: string): string[] {
  const opened = openEnvelope(envelope, text);
  if (!opened) return ['statement.dsse.json: it is not written as Daybook writes it, or is of another key than key.pub'];
  const { payload, signature } = opened;
  if (!signed(key.key, preAuthentication(payload), signature)) return ['statement.dsse.json: its signature is not valid: it was changed, or another key signed it'];
  const said = decode(payload) ?? '';
  if (said === statement(bag)) return [];
  const changed = subjects(bag).filter((file) => !said.includes(subject(file)));
  if (changed.length > 0) return changed.map(({ name }) => `${name} was changed: it is not the one that was signed`);
  return ['statement.dsse.json: it is about another state of the archive than the checkpoint'];
}
