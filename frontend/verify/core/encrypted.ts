/** Whether a file is encrypted by age, and what its header tells to everybody. What opens
 * it is in unlock.ts, which the page itself does not have: only its worker does. */

import { encode, equal, type Bytes } from './bytes';
import type { Source } from './source';

/** What opens a file: a passphrase; the text of a file of private keys; or the key of that
 * one file, which was found by either and opens no other. */
export type Secret = { passphrase: string } | { keys: string } | { fileKey: Bytes };

/** Why a file was not opened, in words; and whether another secret may open it. */
export class NotOpened extends Error {
  constructor(
    message: string,
    readonly again = false,
  ) {
    super(message);
  }
}

const intro = encode('age-encryption.org/v1\n');
const armor = encode('-----BEGIN AGE ENCRYPTED FILE-----');

/** As much as Daybook reads: 100 keys that withstand quantum computers take 170 kB. */
const mostHeader = 256 << 10;

export const damagedWords = 'It is encrypted, and damaged: it was changed or cut since it was made.';
const armorWords = 'This file is encrypted, and written as a text, which Daybook does not do. Decrypt it with the program age, and drop what comes of it here.';
export const sshWords = 'which this page cannot use. Daybook can: drop the bundle on its window, or run daybook verify-bundle with --identity FILE.';

/** What a header tells. */
export interface Look {
  header: Bytes;
  /** It is encrypted by a passphrase, otherwise for keys. */
  passphrase: boolean;
  /** What trying a passphrase takes, as the logarithm of scrypt's N. */
  work: number;
}

/** Whether a secret is one of the kind that the file asks for. */
export function fits(look: Look, secret: Secret): boolean {
  return 'fileKey' in secret || look.passphrase === 'passphrase' in secret;
}

/** Reads the header of an encrypted file; null for any other file. */
export async function lookAt(source: Source): Promise<Look | null> {
  const begins = async (head: Bytes) => equal(await source.read(0, Math.min(head.length, source.size)), head);
  if (await begins(armor)) throw new NotOpened(armorWords);
  if (!(await begins(intro))) return null;
  const head = await source.read(0, Math.min(mostHeader, source.size));
  const { stanzas, size } = parse(head);
  const types = stanzas.map(([type = '']) => type).filter((type) => !type.endsWith('-grease'));
  if (types.length > 0 && types.every((type) => type.startsWith('ssh-'))) throw new NotOpened(`This bundle is encrypted for keys of SSH, ${sshWords}`);
  const byWord = stanzas.find(([type]) => type === 'scrypt');
  return { header: head.slice(0, size), passphrase: byWord !== undefined, work: Number(byWord?.at(-1) ?? 0) };
}

/** The arguments of each stanza, and where the header ends. Whoever opens the file parses
 * the header again; this only finds early that it is none. */
function parse(head: Bytes): { stanzas: string[][]; size: number } {
  const stanzas: string[][] = [];
  let inBody = false;
  for (let at = intro.length; ; ) {
    const end = head.indexOf(10, at);
    if (end < 0) throw new NotOpened(damagedWords);
    const line = String.fromCharCode(...head.subarray(at, Math.min(end, at + 4096)));
    at = end + 1;
    if (inBody) {
      if (!/^[A-Za-z0-9+/]{0,64}$/.test(line)) throw new NotOpened(damagedWords);
      inBody = line.length === 64;
    } else if (/^->(?: [!-~]+)+$/.test(line)) {
      stanzas.push(line.slice(3).split(' '));
      inBody = true;
    } else if (stanzas.length > 0 && /^--- [A-Za-z0-9+/]{43}$/.test(line)) return { stanzas, size: at };
    else throw new NotOpened(damagedWords);
  }
}
