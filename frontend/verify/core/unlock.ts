/** Opens encrypted bundles, by the library of age's author. */

import { Decrypter } from 'age-encryption';
import type { Bytes } from './bytes';
import { damagedWords, NotOpened, sshWords, type Look, type Secret } from './encrypted';
import { bytesSource, chunks, type Source } from './source';
import { linesOfKeys } from '../../src/text/keys';

/** The work of Daybook's own files: scrypt with 2^18 takes 256 MiB and a second or more. */
const mostWork = 18;

/** What is decrypted stays in memory, so that it is never on the disk as plain text. */
const mostBytes = 1 << 30;

const wrongPassphrase = 'The passphrase does not open it: it is another one, or the file was changed.';
const wrongKeys = 'None of the keys opens it: it was encrypted for others.';
const tooMuch = 'Trying a passphrase on it would take more than Daybook gives to a file of strangers; the program age opens it.';
const noMemory = 'Trying a passphrase takes 256 MB of memory, which the browser does not have. Close other pages and try again.';
const tooLarge = 'It is too large to be opened in a browser’s memory. Check it with daybook-verify, which opens it too: with --passphrase, or --identity FILE.';
const noKey = 'That is no private key. age writes these, and each begins with AGE-SECRET-KEY-1 or AGE-SECRET-KEY-PQ-1.';
const publicKey = 'That is a public key, for which files are encrypted. Give the private key that belongs to it: it begins with AGE-SECRET-KEY-.';
const locked = 'That private key is under a passphrase of its own, which cannot be asked for here; the program age asks for it.';

/** An opened file, and the key by which it is opened again without the secret. */
export interface Opened {
  source: Source;
  fileKey: Bytes;
}

/** Opens a file; every fault that is not one of reading is a NotOpened. */
export async function unlock(source: Source, look: Look, secret: Secret, progress: (done: number, total: number) => void): Promise<Opened> {
  const fileKey = await keyOf(look, secret);
  return { source: await decrypt(source, fileKey, progress), fileKey };
}

async function keyOf(look: Look, secret: Secret): Promise<Bytes> {
  if ('fileKey' in secret) return secret.fileKey;
  // The library computes X25519 itself where the browser does not, but takes it for granted
  // that it can ask, which a page that came over plain HTTP cannot.
  if (!('subtle' in crypto)) Object.defineProperty(crypto, 'subtle', { get: unavailable });
  const decrypter = new Decrypter();
  if ('passphrase' in secret) {
    if (look.work > mostWork) throw new NotOpened(tooMuch);
    decrypter.addPassphrase(secret.passphrase);
  } else addKeys(decrypter, secret.keys);
  // The last one is asked only if none before it fits, which tells that from damage.
  let none = false;
  decrypter.addIdentity({
    unwrapFileKey: () => {
      none = true;
      return null;
    },
  });
  try {
    return new Uint8Array(await decrypter.decryptHeader(look.header));
  } catch (error) {
    if (none) throw new NotOpened('passphrase' in secret ? wrongPassphrase : wrongKeys, true);
    if (look.passphrase && error instanceof RangeError) throw new NotOpened(noMemory, true);
    throw new NotOpened(damagedWords);
  }
}

function unavailable(): never {
  throw new ReferenceError('there is no Web Crypto here');
}

/** Adds the private keys of a text: a file of them, or what was pasted of it. */
function addKeys(decrypter: Decrypter, text: string) {
  const refused = (words: string) => new NotOpened(words, true);
  if (/^\s*-----BEGIN\s[A-Z\s]*PRIVATE\sKEY-----/.test(text)) throw refused(`That key is one of SSH, ${sshWords}`);
  if (/^\s*(?:age-encryption\.org\/|-----BEGIN\sAGE\sENCRYPTED\sFILE-----)/.test(text)) throw refused(locked);
  const lines = linesOfKeys(text);
  const [first = ''] = lines;
  if (/^(?:age1|ssh-)/.test(first)) throw refused(publicKey);
  if (first === '') throw refused(noKey);
  for (const line of lines) {
    try {
      decrypter.addIdentity(line);
    } catch {
      // What the library says may have the key in it.
      throw refused(noKey);
    }
  }
}

async function decrypt(source: Source, fileKey: Bytes, progress: (done: number, total: number) => void): Promise<Source> {
  const plain = memory(source.size);
  let fault: { error: unknown } | null = null;
  const file = chunks(source, 0, source.size);
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next: IteratorResult<Bytes, void> = await file.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      } catch (error) {
        fault = { error };
        controller.error(error);
      }
    },
  });
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  let size = 0;
  try {
    const reader = (await decrypter.decrypt(stream)).getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      plain.set(value, size);
      size += value.length;
      progress(size, source.size);
    }
  } catch {
    throw faultOf(fault) ?? new NotOpened(damagedWords);
  }
  return bytesSource(plain.subarray(0, size));
}

/** A file that cannot be read is not damaged: what is wrong with it was said by its source. */
function faultOf(fault: { error: unknown } | null): Error | null {
  return fault?.error instanceof Error ? fault.error : null;
}

function memory(size: number): Bytes {
  if (size > mostBytes) throw new NotOpened(tooLarge);
  try {
    return new Uint8Array(size);
  } catch {
    throw new NotOpened(tooLarge);
  }
}
