/**
 * The files of the bag itself (BagIt 1.0), and the statement over all others (in-toto in a
 * DSSE envelope). They follow from the other files to the byte, so they are made again and
 * compared.
 */

import { base64, concat, encode, hex, unbase64, type Bytes } from './bytes';
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

/** The payload that is signed. */
export function statement(bag: Bag): string {
  const subject = (file: Sum) => `{"name":"${pathOf(file.name)}","digest":{"sha256":"${file.sha256}"}}`;
  const all = [sumOf('bagit.txt', bagIt), ...bag.files, sumOf('bag-info.txt', bagInfo(bag)), sumOf('manifest-sha256.txt', sums(bag.files))];
  const manifest = bag.files.filter((file) => file.name === 'manifest.json').map(subject).join('');
  return (
    `{"_type":"https://in-toto.io/Statement/v1","subject":[${all.map(subject).join(',')}],"predicateType":"urn:daybook:evidence:2",` +
    `"predicate":{"archive":"${jsonText(bag.archive)}","tree_size":${bag.tree.size},"root":"${hex(bag.tree.root)}","manifest":${manifest}}}`
  );
}

export function envelopeOf(payload: string, key: string, signature: Bytes): string {
  const [name, rest] = cut(key, '+');
  const keyid = jsonText(`${name}+${cut(rest, '+')[0]}`);
  return `{"payload":"${base64(encode(payload))}","payloadType":"${payloadType}","signatures":[{"keyid":"${keyid}","sig":"${base64(signature)}"}]}\n`;
}

/** The signature of an envelope that is written as Daybook does, around any payload. */
function signatureOf(envelope: string): Bytes | null {
  const sig = /","sig":"([^"]*)"\}\]\}\n$/.exec(envelope)?.[1];
  const bytes = sig === undefined ? null : unbase64(sig, true);
  return bytes?.length === 64 ? bytes : null;
}

/** Pre-authentication encoding, what DSSE has signed in the place of the payload. */
function preAuthentication(payload: Bytes): Bytes {
  return concat([encode(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `), payload]);
}

/** What is wrong with an envelope, which must have that statement and a signature of it by
 * that key, whose text is given; "" if nothing is. */
export function envelopeFault(envelope: string, payload: string, key: Verifier, text: string): string {
  const signature = signatureOf(envelope);
  if (!signature) return 'it is not written as Daybook writes it';
  if (envelopeOf(payload, text, signature) !== envelope) return 'what is signed in it is not this bundle: a file, the checkpoint or the statement was changed';
  if (!signed(key.key, preAuthentication(encode(payload)), signature)) return 'its signature is not valid: it was changed, or another key signed it';
  return '';
}
