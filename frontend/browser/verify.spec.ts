/** The page that verifies bundles, opened from the disk with the network off. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { accessible } from './axe';
import { launch, visit } from './browser';

const dir = inject('vectors');
const url = pathToFileURL(join(import.meta.dirname, '../../build/bin/verify.html')).href;

interface Vector {
  name: string;
  file: string;
  forged: boolean;
  key: string;
  checkpoint: string;
  witnesses: string[];
  verdict: string;
  cosigned: number;
}

const index = JSON.parse(readFileSync(join(dir, 'index.json'), 'utf8')) as Vector[];
const said = JSON.parse(readFileSync(join(dir, 'words.json'), 'utf8')) as { headline: string; problems: string[] | null }[];
const vectors = index.map((vector, i) => ({ ...vector, headline: said[i]?.headline ?? '', problems: said[i]?.problems ?? [] })).filter(({ name }) => name !== 'large');

function first(found: (vector: (typeof vectors)[number]) => boolean) {
  const one = vectors.find(found);
  if (!one) throw new Error('there is no such vector');
  return one;
}

const good = first(({ name }) => name.startsWith('good/'));
const redacted = first(({ name }) => name.startsWith('good/') && name.includes('redacted'));
const cosigned = first(({ name, cosigned: witnesses }) => name.startsWith('good/') && witnesses > 0);
const swapped = first(({ name, verdict }) => verdict === 'problems' && name.includes('events.jsonl/event swapped'));
const stranger = first(({ forged, verdict }) => forged && verdict === 'unknown');

/** Says what the reader knows, as typing does, and gives the bundle to the field. */
async function give(page: Page, { file, key, checkpoint, witnesses }: Pick<Vector, 'file' | 'key' | 'checkpoint' | 'witnesses'>) {
  await page.evaluate(() => document.getElementById('result')?.setAttribute('hidden', ''));
  await page.evaluate((texts) => {
    for (const [id, text] of Object.entries(texts)) {
      const field = document.getElementById(id) as HTMLTextAreaElement;
      field.value = text;
    }
  }, { key, checkpoint, witnesses: witnesses.join('\n') });
  await page.setInputFiles('#file', join(dir, file));
  await page.waitForFunction(() => document.getElementById('result')?.hidden === false && document.getElementById('working')?.hidden);
}

function headline(page: Page): Promise<string> {
  return page.innerText('#result h2');
}

let context: BrowserContext;
let page: Page;
let errors: string[];

beforeAll(async () => {
  context = await launch();
  await context.setOffline(true);
  ({ page, errors } = await visit(context, url));
  // From the first listener on, no dialog of the system opens.
  page.on('filechooser', () => {});
});

afterAll(async () => {
  expect(errors).toEqual([]);
  await context.browser()?.close();
});

describe('a verdict', () => {
  it('names the key that was given, of a good bundle', async () => {
    await give(page, good);
    expect(await headline(page)).toBe(`${good.headline}.`);
    expect(await page.getAttribute('.verdict', 'class')).toContain('good');
    await accessible(page);
  });

  it('names what is wrong with a forged one', async () => {
    await give(page, swapped);
    expect(await headline(page)).toBe(`${swapped.headline}.`);
    expect(await page.innerText('#result')).toContain(swapped.problems[0]);
    expect(await page.innerText('#result')).toContain('Trust nothing in this bundle');
    expect(await page.getAttribute('.verdict', 'class')).toContain('bad');
    await accessible(page);
  });

  it('never takes one that a stranger made anew for genuine', async () => {
    await give(page, stranger);
    expect(await headline(page)).toMatch(/^Signer not known: key [0-9a-f]{8}\./);
    expect(await page.getAttribute('.verdict', 'class')).toContain('doubt');
    expect(await page.innerText('#result')).not.toMatch(/genuine|authentic|✓/);
    expect(await page.locator('.words li').count()).toBe(12);
    await accessible(page);
  });

  it('falls for a stranger’s bundle once the true key is given', async () => {
    await give(page, { ...stranger, key: good.key });
    expect(await page.innerText('#result')).toContain('somebody else signed this bundle');
  });

  it('names the witnesses', async () => {
    await give(page, cosigned);
    expect(await page.innerText('#result')).toContain('Cosigned by the witness');
  });

  it('is that of the program on bundles of every kind', async () => {
    // All of them are held against the core; what a browser does itself, unpacking, is tried here.
    const some = vectors.filter(({ name }, i) => name.startsWith('forged/zip/') || name.startsWith('again/') || i % (process.env['ALL'] ? 1 : 40) === 0);
    const differs: string[] = [];
    for (const vector of some) {
      await give(page, vector);
      const words = await headline(page);
      if (words !== `${vector.headline}.`) differs.push(`${vector.name}: ${words} by the program: ${vector.headline}.`);
    }
    console.log(`${some.length} vectors in Chromium, ${some.length - differs.length} with the program's verdict`);
    expect(differs).toEqual([]);
  }, 3_600_000);
});

describe('the page', () => {
  it('is used by the keyboard alone', async () => {
    await page.reload();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Choose a file…');
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(join(dir, good.file));
    await page.waitForSelector('#result h2');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('result');
    expect(await page.innerText('#spoken')).toMatch(/^Signer not known/);
    await page.locator('#given summary').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type(good.key);
    await page.locator('#again').focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('spoken')?.textContent?.includes('which you gave'));
    await accessible(page);
  });

  it('says what is wrong with a key that is none', async () => {
    await page.evaluate(() => (document.getElementById('given') as HTMLDetailsElement).open = true);
    await page.fill('#key', 'daybook/x+1234');
    expect(await page.innerText('#given-fault')).toContain('no public key');
    expect(await page.getAttribute('#key', 'aria-invalid')).toBe('true');
    await accessible(page);
    await page.fill('#key', '');
  });

  it('takes what is dropped anywhere on it', async () => {
    const data = readFileSync(join(dir, good.file)).toString('base64');
    const transfer = await page.evaluateHandle((text) => {
      const given = new DataTransfer();
      given.items.add(new File([Uint8Array.from(atob(text), (char) => char.charCodeAt(0))], 'dropped.zip'));
      return given;
    }, data);
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.waitForFunction(() => document.getElementById('result')?.innerText.includes('dropped.zip'));
  });

  it('says that what is no bundle is none, and that an encrypted one is', async () => {
    await page.setInputFiles('#file', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') });
    await page.waitForFunction(() => document.getElementById('result')?.innerText.includes('no zip'));
    await page.setInputFiles('#file', { name: 'bundle.zip.age', mimeType: '', buffer: Buffer.from('age-encryption.org/v1\n-> X25519 abc\n') });
    await page.waitForFunction(() => document.getElementById('result')?.innerText.includes('encrypted'));
  });

  it('shows hidden characters of a file’s name and keeps markup a text', async () => {
    await page.setInputFiles('#file', { name: 'a\u202e<b>.zip', mimeType: '', buffer: readFileSync(join(dir, good.file)) });
    await page.waitForSelector('#result .chip');
    expect(await page.getAttribute('#result .chip', 'data-chip')).toBe('RLO');
    expect(await page.locator('#result b').count()).toBe(0);
  });

  it('needs no script, style or network from elsewhere', async () => {
    const policy = await page.getAttribute('meta[http-equiv]', 'content');
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; worker-src blob:; base-uri 'none'; form-action 'none'$/);
    expect(await page.evaluate(() => fetch('https://example.com').then(() => 'reached', () => 'refused'))).toBe('refused');
    errors.splice(0, errors.length, ...errors.filter((error) => !error.includes('example.com')));
  });

  it('checks 100,000 events, with a bar that moves', async () => {
    await page.reload();
    await page.evaluate(() => {
      const seen: number[] = [];
      Object.assign(window, { seen });
      new MutationObserver(() => seen.push((document.getElementById('bar') as HTMLProgressElement).value)).observe(document.getElementById('bar') as Node, { attributes: true });
    });
    const large = index.find(({ name }) => name === 'large');
    if (!large) throw new Error('there is no large bundle');
    await give(page, large);
    expect(await headline(page)).toMatch(/^Whole\. Signed by key [0-9a-f]{8}, which you gave\.$/);
    expect(await page.innerText('#result')).toContain('100,000 events');
    const steps = await page.evaluate(() => (window as unknown as { seen: number[] }).seen);
    expect(steps.length).toBeGreaterThan(5);
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    console.log(`100,000 events in Chromium: ${await page.evaluate(() => document.documentElement.dataset['took'])} ms`);
  });
});

describe.each([
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 1280, height: 800 },
  { scheme: 'light', width: 1000, height: 640 },
  { scheme: 'dark', width: 1000, height: 640 },
] as const)('pictures, $scheme $width', (look) => {
  it.each([{ name: 'good', of: good }, { name: 'redacted', of: redacted }, { name: 'forged', of: swapped }, { name: 'stranger', of: stranger }])('$name', async ({ name, of }) => {
    const pictured = await launch(look);
    const { page: shown } = await visit(pictured, url);
    await give(shown, of);
    expect(await shown.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(look.width);
    if (process.env['PICTURES']) await shown.screenshot({ path: `pictures/verify-${name}-${look.scheme}-${look.width}.png` });
    await pictured.browser()?.close();
  });
});
