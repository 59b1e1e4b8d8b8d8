/** Prove it, keep it, purge it, over the program: what the window says is held
 * against the files, and axe finds nothing on the way. */

import { appendFileSync, copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { accessible } from './axe';
import { launch, visit } from './browser';
import { read, sampleEvents, startsIn, texts, type FeedEvent } from './files';
import { daybook } from './program';
import { at, box, cell, command, desktop, folder, number, openArchive, row, search, total } from './steps';

let context: BrowserContext;
let page: Page;
let errors: string[];
let feed: FeedEvent[];
beforeAll(async () => {
  feed = read(folder());
  context = await launch();
  ({ page, errors } = await openArchive(context, 'Kept'));
});
afterAll(() => context.browser()?.close());

const day = 86_400_000;
const dialog = (name: RegExp) => page.getByRole('dialog', { name });
const notice = (title: RegExp) => page.getByRole('region', { name: title });
const button = (name: RegExp | string) => page.getByRole('button', { name, exact: typeof name === 'string' });
const done = async () => {
  await page.waitForFunction(() => document.activeElement?.closest('[role="dialog"]'));
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.waitForFunction(() => document.activeElement !== document.body);
};
const held = (event: FeedEvent) => startsIn(texts(event), 'webhook');
/** How many the plan Scale lets go now, but for those on hold. */
const due = () => feed.filter((event) => !held(event) && Date.parse(event.timestamp) <= Date.now() - 180 * day).length;

describe('what proves the archive', () => {
  it('Verify reads everything, says so, and so does the status bar', async () => {
    await command(page, /^Verify…/);
    await dialog(/^Verify/).getByText('This archive was never verified.').waitFor();
    await button('Verify').click();
    await dialog(/^Verify/).getByRole('heading', { name: `Verified: ${number(sampleEvents)} events, all as they were written` }).waitFor();
    const root = /[0-9a-f]{64}/.exec(await dialog(/^Verify/).innerText())?.[0] ?? '';
    expect(root).toMatch(/^[0-9a-f]{64}$/);
    await accessible(page);
    await done();
    expect(await page.getByText(/^Verified \d/).getAttribute('title')).toBe(`With the root ${root}`);
  });

  it('a checkpoint is saved', async () => {
    await command(page, /^Checkpoints/);
    desktop().answer(at('kept.checkpoint'));
    await button(/^Save checkpoint/).click();
    await page.getByRole('heading', { name: 'Checkpoint saved' }).waitFor();
    expect(readFileSync(at('kept.checkpoint'), 'utf8')).toMatch(/^daybook\//);
    await accessible(page);
    await done();
  });

  it('a bundle asks for case, purpose and recipient, and a stranger can check it', async () => {
    await search(page, 'credit', feed.filter((event) => startsIn(texts(event), 'credit')).length);
    for (const index of [0, 2, 4]) await box(page, index).click();
    const shown = await Promise.all([0, 2, 4].map((index) => cell(page, index, 'description').innerText()));
    await button('Actions (3)').click();
    await page.getByRole('menuitem', { name: /^Export evidence bundle/ }).click();
    await page.getByRole('textbox', { name: 'Case' }).fill('C-2026-017');
    await page.getByRole('textbox', { name: 'Purpose' }).fill('Access review');
    await page.getByRole('textbox', { name: 'Recipient' }).fill('Example & Partners LLP');
    await accessible(page);
    desktop().answer(at('case.zip'));
    await page.keyboard.press('Enter');
    await notice(/^Evidence bundle of 3 events written and verified$/).getByText(at('case.zip')).waitFor();
    await accessible(page);
    expect(desktop().take('asked')).toBe('Export evidence bundle: evidence.zip');
    const verdict = JSON.parse(daybook(folder(), 'verify-bundle', at('case.zip'), '--json')) as { ok: boolean; events: number };
    expect(verdict).toMatchObject({ ok: true, events: 3 });
    expect(shown).toHaveLength(3);
    await button(/^Dismiss: Evidence bundle/).click();
    await page.keyboard.press('Control+Shift+X');
    await page.keyboard.press('Control+Shift+Z');
  });

  it('a file that was exported is found by its content, and one that was changed is not', async () => {
    copyFileSync(at('case.zip'), at('renamed.zip'));
    copyFileSync(at('case.zip'), at('changed.zip'));
    appendFileSync(at('changed.zip'), ' ');
    await command(page, /^Checkpoints/);
    desktop().answer(at('renamed.zip'));
    await button(/^Check a file/).click();
    await page.getByRole('heading', { name: 'renamed.zip is as it was exported' }).waitFor();
    await accessible(page);
    desktop().answer(at('changed.zip'));
    await button(/^Check a file/).click();
    await page.getByRole('heading', { name: 'changed.zip is no file that this archive exported' }).waitFor();
    await accessible(page);
    await done();
  });
});

describe('a long verification', () => {
  it('says how far it is, leaves the table of use, and is cancelled', async () => {
    const { page: other } = await visit(context, inject('fake'), '?pace=20000');
    await row(other, 0).waitFor();
    await command(other, /^Verify…/);
    await other.getByRole('button', { name: 'Verify', exact: true }).click();
    await other.getByRole('dialog').getByRole('progressbar', { name: 'Verifying' }).waitFor();
    await other.keyboard.press('Escape');
    await other.getByRole('progressbar', { name: /^Verifying/ }).waitFor(); // in the status bar
    await other.getByRole('button', { name: 'Next page' }).click();
    await other.getByText('201–400', { exact: true }).waitFor();
    await command(other, /^Verify…/);
    await other.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await other.getByRole('dialog').getByText(/^Cancelled/).waitFor();
    await other.getByRole('button', { name: 'Verify again' }).waitFor();
    await other.close();
  });
});

describe('what is kept and what goes', () => {
  it('a hold is placed on the search on display', async () => {
    await search(page, 'webhook', feed.filter(held).length);
    await command(page, /^Holds/);
    await page.getByRole('textbox', { name: 'Name' }).fill('Matter 17');
    await page.getByRole('textbox', { name: 'Reason' }).fill('Asked for by counsel');
    await button('Place the hold').click();
    await page.getByRole('list', { name: 'Holds in force' }).getByText(`${number(feed.filter(held).length)} events now.`).waitFor();
    await accessible(page);
    await done();
    await page.keyboard.press('Control+Shift+X');
    await total(page, sampleEvents);
  });

  it('another plan shows what would be due, and purges nothing', async () => {
    await command(page, /^Change the plan/);
    await page.getByText('Scale', { exact: true }).click();
    const least = due();
    const words = await dialog(/^Change the plan/).getByText(/are due\.$/).innerText();
    const shown = Number((/[\d,]+/.exec(words)?.[0] ?? '').replaceAll(',', ''));
    expect(shown).toBeGreaterThanOrEqual(least);
    expect(shown).toBeLessThanOrEqual(due());
    await accessible(page);
    await button('Change the plan').click();
    await notice(/^The plan is changed: Scale/).waitFor();
    await page.getByText('Scale plan, kept 180 days').first().waitFor();
    await total(page, sampleEvents);
  });

  it('the first purge asks, shows what goes, and leaves a receipt', async () => {
    await button('Review…').click();
    const go = dialog(/^Purge/).getByRole('button', { name: /^Purge [\d,]+ events$/ });
    const least = due();
    const n = Number((/[\d,]+/.exec(await go.innerText())?.[0] ?? '').replaceAll(',', ''));
    expect(n).toBeGreaterThanOrEqual(least);
    expect(n).toBeLessThanOrEqual(due());
    await dialog(/^Purge/).getByRole('region', { name: 'Events that are due' }).waitFor();
    await accessible(page);
    await go.click();
    await notice(new RegExp(`^${number(n)} events purged$`)).getByRole('button', { name: 'Show receipts' }).click();
    await dialog(/^Receipts/).getByText(`${number(n)} events purged`).waitFor();
    await accessible(page);
    await done();
    await total(page, sampleEvents - n);
    expect(await page.getByRole('img').getAttribute('aria-label')).toMatch(/purged/);
    await search(page, 'webhook', feed.filter(held).length);
    await page.keyboard.press('Control+Shift+X');
    await accessible(page);
  });

  it('the saved checkpoint still fits, and one with another root does not', async () => {
    await command(page, /^Checkpoints/);
    desktop().answer(at('kept.checkpoint'));
    await button(/^Compare/).click();
    await page.getByRole('heading', { name: 'The archive continues kept.checkpoint' }).waitFor();
    await accessible(page);
    const [origin, size, root, ...rest] = readFileSync(at('kept.checkpoint'), 'utf8').split('\n');
    writeFileSync(at('other.checkpoint'), [origin, size, root?.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')), ...rest].join('\n'));
    desktop().answer(at('other.checkpoint'));
    await button(/^Compare/).click();
    await page.getByRole('heading', { name: 'The archive does not continue other.checkpoint' }).waitFor();
    await accessible(page);
    await done();
  });

  it('the hold is released for a reason', async () => {
    await command(page, /^Holds/);
    await button('Release H1…').click();
    await button('Release H1').click();
    await dialog(/^Holds/).getByText('A hold is released for a reason.').waitFor();
    await page.getByRole('textbox', { name: 'Why H1 is released' }).fill('Matter closed');
    await accessible(page);
    await button('Release H1').click();
    await dialog(/^Holds/).getByText(/^Released .* Matter closed/).waitFor();
    await done();
  });

  it('the journal tells all of it, the newest first', async () => {
    await command(page, /^Journal/);
    const lines = await dialog(/^Journal/).getByRole('listitem').allInnerTexts();
    const at = (words: RegExp) => lines.findIndex((line) => words.test(line));
    const order = [/Released hold H1 Matter 17: "Matter closed"/, /Purged/, /Changed the plan/, /Placed hold H1 Matter 17/, /Exported an evidence bundle of 3 events/, /Saved a checkpoint/, /Verified/, /Made the archive/].map(at);
    expect(order.every((place) => place >= 0), lines.join('\n')).toBe(true);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    await accessible(page);
    await done();
  });

  it('went without an error of the page', () => {
    expect(existsSync(at('case.zip'))).toBe(true);
    expect(errors).toEqual([]);
  });
});
