/** What opens an encrypted file, and what is said of what does not. */

import { armor, Encrypter, generateHybridIdentity, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { work, type Beside, type Told } from '../job';
import { concat, decode, encode, type Bytes } from './bytes';
import { fits, lookAt, NotOpened, type Secret } from './encrypted';
import { Unreadable } from './inflate';
import { bytesSource, type Source } from './source';
import { unlock } from './unlock';

const text = 'evidence '.repeat(20_000);

function byPassphrase(passphrase: string, work = 4): Promise<Bytes> {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(work);
  encrypter.setPassphrase(passphrase);
  return written(encrypter);
}

async function forKeys(...identities: string[]): Promise<Bytes> {
  const encrypter = new Encrypter();
  for (const one of identities) encrypter.addRecipient(await identityToRecipient(one));
  return written(encrypter);
}

async function written(encrypter: Encrypter): Promise<Bytes> {
  return new Uint8Array(await encrypter.encrypt(text));
}

async function open(file: Source, secret: Secret) {
  const look = await lookAt(file);
  if (!look) throw new Error('it is not encrypted');
  const { source, fileKey } = await unlock(file, look, secret, () => {});
  return { text: decode(await source.read(0, source.size)), fileKey };
}

/** What is said where a file is not opened, and whether it is asked for again. */
async function refusal(file: Bytes, secret: Secret): Promise<[string, boolean]> {
  try {
    await open(bytesSource(file), secret);
  } catch (error) {
    if (error instanceof NotOpened) return [error.message, error.again];
    throw error;
  }
  throw new Error('it was opened');
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('a file is opened', () => {
  it('by its passphrase, and again by its own key alone', async () => {
    const file = bytesSource(await byPassphrase('correct horse'));
    const first = await open(file, { passphrase: 'correct horse' });
    expect(first.text).toBe(text);
    expect((await open(file, { fileKey: first.fileKey })).text).toBe(text);
  });

  it('by the file of a private key, of either kind', async () => {
    for (const key of [await generateX25519Identity(), await generateHybridIdentity()]) {
      const other = await generateX25519Identity();
      const file = bytesSource(await forKeys(key));
      expect((await open(file, { keys: `# created: today\r\n# public key: …\r\n\r\n${other}\r\n${key}\r\n` })).text).toBe(text);
    }
  });

  it('where the browser gives a page no Web Crypto', async () => {
    const key = await generateX25519Identity();
    const file = bytesSource(await forKeys(key));
    vi.stubGlobal('crypto', {});
    expect((await open(file, { keys: key })).text).toBe(text);
  });
});

describe('a file is not opened', () => {
  const damaged = 'It is encrypted, and damaged: it was changed or cut since it was made.';

  it('by another passphrase or another key, which can be corrected', async () => {
    const key = await generateX25519Identity();
    const other = await generateX25519Identity();
    expect(await refusal(await byPassphrase('one'), { passphrase: 'another' })).toEqual(['The passphrase does not open it: it is another one, or the file was changed.', true]);
    expect(await refusal(await forKeys(key), { keys: other })).toEqual(['None of the keys opens it: it was encrypted for others.', true]);
  });

  it('by what is no private key, of which nothing is repeated', async () => {
    const key = await generateX25519Identity();
    const file = await forKeys(key);
    const ssh = ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n', '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n', '-----BEGIN\nOPENSSH\nPRIVATE\nKEY-----\nAAAA'];
    for (const keys of ssh) expect(await refusal(file, { keys })).toEqual([expect.stringMatching(/^That key is one of SSH, which this page cannot use\. Daybook can/), true]);
    for (const keys of ['', '# only this\n', 'hello', `${key}Q`, `${key}\nhello`, key.toLowerCase()]) {
      const [words, again] = await refusal(file, { keys });
      expect([words.slice(0, 24), again]).toEqual(['That is no private key. ', true]);
      expect(words).not.toContain(key.slice(16));
    }
    expect((await refusal(file, { keys: await identityToRecipient(key) }))[0]).toMatch(/^That is a public key/);
    expect((await refusal(file, { keys: decode((await byPassphrase('x')).slice(0, 60)) ?? '' }))[0]).toMatch(/passphrase of its own/);
  });

  it('where it was changed or cut', async () => {
    const key = await generateX25519Identity();
    const file = await forKeys(key);
    const changed = (at: number) => file.map((byte, i) => (i === at ? byte ^ 1 : byte));
    const headerEnd = decode(file.slice(0, 200).map((byte) => byte & 127))!.indexOf('--- ') + 48;
    for (const bad of [file.slice(0, -1), file.slice(0, 22), file.slice(0, headerEnd), file.slice(0, headerEnd + 10), concat([file, encode('x')]), changed(file.length - 1), changed(headerEnd - 20), changed(headerEnd + 3)]) {
      expect(await refusal(bad, { keys: key })).toEqual([damaged, false]);
    }
    expect(await refusal(concat([encode('age-encryption.org/v1\n'), encode('-> a b\n\n'.repeat(100_000))]), { keys: key })).toEqual([damaged, false]);
  });

  it('where that takes more work than Daybook’s own files', async () => {
    const file = await byPassphrase('one');
    const more = encode(decode(file.slice(0, 80).map((byte) => byte & 127))!.replace(/ 4\n/, ' 19\n'));
    expect((await refusal(concat([more, file.slice(80)]), { passphrase: 'one' }))[0]).toMatch(/^Trying a passphrase on it would take more than Daybook gives/);
  });

  it('where it is a text, or for keys of SSH alone', async () => {
    expect((await refusal(encode(armor.encode(await byPassphrase('one'))), { passphrase: 'one' }))[0]).toMatch(/written as a text/);
    const mac = `--- ${'A'.repeat(43)}\n`;
    const ssh = encode(`age-encryption.org/v1\n-> ssh-ed25519 AAAA ${'B'.repeat(43)}\n${'C'.repeat(43)}\n-> abc-grease x\n\n${mac}`);
    expect((await refusal(ssh, { keys: '' }))[0]).toMatch(/^This bundle is encrypted for keys of SSH, which this page cannot use/);
  });

  it('where it is larger than the memory that a page takes', async () => {
    const key = await generateX25519Identity();
    const file = bytesSource(await forKeys(key));
    await expect(open({ ...file, size: 2 ** 31 }, { keys: key })).rejects.toThrow(/^It is too large to be opened in a browser’s memory/);
  });

  it('where the disk gives no more of it, which is no damage', async () => {
    const key = await generateX25519Identity();
    const file = bytesSource(concat([await forKeys(key), new Uint8Array(3 << 20)]));
    const gone = new Unreadable('the disk is gone');
    const failing: Source = { size: file.size, read: (at, length) => (at > 1 << 20 ? Promise.reject(gone) : file.read(at, length)) };
    await expect(open(failing, { keys: key })).rejects.toThrow(gone);
  });
});

describe('the work of the page', () => {
  const said = async (file: Bytes, secret: Secret | null, beside: Beside = { unlock }) => {
    const all: Told[] = [];
    await work({ picked: { name: 'x.age', file: new File([file], 'x.age') }, expected: { key: '', checkpoint: '', witnesses: [] }, secret }, (told) => all.push(told), beside);
    return all.filter(({ kind }) => kind !== 'progress');
  };

  it('asks for what the file needs, until it is given', async () => {
    const key = await generateX25519Identity();
    const file = await forKeys(key);
    const asked = { kind: 'locked', passphrase: false, fault: '' };
    expect(await said(file, null)).toEqual([asked]);
    expect(await said(file, { passphrase: 'a word' })).toEqual([asked]);
    expect(await said(file, { keys: await generateX25519Identity() })).toEqual([{ ...asked, fault: 'None of the keys opens it: it was encrypted for others.' }]);
    expect(await said(file, { keys: key })).toMatchObject([{ kind: 'found', found: { problems: ['the file is no zip, or damaged: not a valid zip file'] }, opened: { passphrase: false } }]);
    expect(await said(file.slice(0, -1), { keys: key })).toMatchObject([{ kind: 'failed' }]);
  });

  it('is not done in the page itself, which a passphrase would stop', async () => {
    const file = await byPassphrase('one');
    expect(await said(file, { passphrase: 'one' }, {})).toMatchObject([{ kind: 'failed', message: expect.stringMatching(/takes a worker/) as string }]);
  });
});

it('is known what a file asks for', async () => {
  const word = await lookAt(bytesSource(await byPassphrase('one')));
  const keyed = await lookAt(bytesSource(await forKeys(await generateX25519Identity())));
  expect([word?.passphrase, keyed?.passphrase]).toEqual([true, false]);
  expect([fits(word!, { keys: '' }), fits(word!, { passphrase: '' }), fits(keyed!, { keys: '' }), fits(keyed!, { passphrase: '' })]).toEqual([false, true, true, false]);
  expect(await lookAt(bytesSource(encode('PK')))).toBeNull();
  expect(await lookAt(bytesSource(encode('')))).toBeNull();
});
