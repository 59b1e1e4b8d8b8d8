/** Search while typing, filters with exact counts, time, saved searches, ways
 * back and out. What is counted here is counted without Daybook. */

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { read, sampleEvents, startsIn, texts, type FeedEvent } from './files';
import { at, cell, field, folder, number, openArchive, row, search, total } from './steps';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

let context: BrowserContext;
let page: Page;
let errors: string[];
let feed: FeedEvent[];
const all = sampleEvents + 3;
beforeAll(async () => {
  feed = read(folder());
  context = await launch();
  ({ page, errors } = await openArchive(context, 'Office'));
});
afterAll(() => context.browser()?.close());

const found = (word: string) => feed.filter((event) => startsIn(texts(event), word)).length;
const filter = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}, [\\d,]+ events?$`) });
const clear = async () => {
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+X');
  await total(page, all);
};

describe('typing', () => {
  it('narrows with each key, and marks what it found', async () => {
    await field(page).focus();
    await page.keyboard.type('webhook');
    await total(page, found('webhook'));
    expect(await cell(page, 0, 'action').locator('mark').innerText()).toBe('webhook');
    expect(await page.evaluate(() => [...document.querySelectorAll('mark')].every((mark) => mark.textContent?.toLowerCase() === 'webhook' && mark.children.length === 0))).toBe(true);
  });

  it.each([
    ['webhook -delivered', (e: FeedEvent) => startsIn(texts(e), 'webhook') && !startsIn(texts(e), 'delivered')],
    ['category:credit_alert', (e: FeedEvent) => startsIn(e.category, 'credit_alert')],
    ['member:system action:webhook', (e: FeedEvent) => startsIn(e.actor, 'system') && startsIn(`${e.category}.${e.action}`, 'webhook')],
    ['"balance alert"', (e: FeedEvent) => startsIn(e.description, 'balance alert')],
    ['description:flux', (e: FeedEvent) => startsIn(e.description, 'flux')],
  ] as const)('%s', async (text, matching) => {
    await search(page, text, feed.filter(matching).length);
  });

  it('has help at hand, which types for you', async () => {
    await field(page).fill('');
    await page.getByRole('button', { name: 'What can be typed here' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^member:ana/ }).click();
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-search'));
    expect(await field(page).inputValue()).toBe('member:');
    await page.keyboard.type('system');
    await total(page, feed.filter((event) => startsIn(event.actor, 'system')).length);
  });

  it('says what is wrong with a date, and keeps the table', async () => {
    const before = await row(page, 0).innerText();
    await field(page).fill('webhook after:2026-13');
    await page.getByText(/2026-13.* is no date/).waitFor();
    expect(await field(page).getAttribute('aria-invalid')).toBe('true');
    expect(await row(page, 0).innerText()).toBe(before);
  });

  it('says that OR is a word like any other', async () => {
    await field(page).fill('webhook OR credit');
    await page.getByText(/OR is looked for as a word/).waitFor();
    await clear();
  });
});

describe('filters', () => {
  it('count exactly, whatever else is asked, and are any of', async () => {
    const credit = feed.filter((event) => event.category === 'credit').length;
    const webhook = feed.filter((event) => event.category === 'webhook').length;
    expect(await filter('credit').getAttribute('aria-label')).toBe(`credit, ${number(credit)} events`);
    await filter('credit').click();
    await total(page, credit);
    await filter('webhook').click();
    await total(page, credit + webhook);
    const member = feed.find((event) => event.category === 'credit' && event.actor !== 'system')?.actor ?? 'system';
    await page.getByRole('button', { name: /^All categories/ }).click();
    await total(page, all);
    await field(page).fill('credit');
    await total(page, found('credit'));
    const both = feed.filter((event) => event.actor === member && startsIn(texts(event), 'credit')).length;
    await filter(member).click();
    await total(page, both);
    await clear();
  });

  it('an empty result says what was asked and how to get out of it', async () => {
    await filter('credit').click();
    await field(page).fill('webhook quarantined');
    await page.getByRole('heading', { name: 'No event matches' }).waitFor();
    await page.getByText('Asked for: text “webhook quarantined”, category credit.').waitFor();
    const way = page.getByRole('button', { name: /^Drop/ }).first();
    await way.waitFor();
    const promised = Number(/([\d,]+) events?$/.exec(await way.innerText())?.[1]?.replaceAll(',', ''));
    await way.click();
    await total(page, promised);
    await page.waitForFunction(() => document.activeElement !== document.body);
    await clear();
  });

  it('conflicts are shown alone', async () => {
    await page.getByRole('button', { name: /^Conflicts only/ }).click();
    await total(page, 1);
    await clear();
  });
});

describe('time', () => {
  const value = (name: 'From' | 'Until') => page.getByRole('slider', { name }).getAttribute('aria-valuenow');

  it('is brushed by keys alone, moved and cleared', async () => {
    const bars = Number(await value('Until'));
    await page.getByRole('slider', { name: 'From' }).focus();
    await page.keyboard.press('End');
    await expect.poll(() => value('From')).toBe(String(bars - 1));
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => value('From')).toBe(String(bars - 2));
    const state = await page.evaluate(async () => (await window.go?.main?.App?.State())?.archive);
    expect(state).toBeTruthy();
    const lastTwo = Number((await page.getByText(/matching events?$/).first().innerText()).replace(/.* of ([\d,]+) .*/, '$1').replaceAll(',', ''));
    expect(lastTwo).toBeGreaterThan(0);
    expect(lastTwo).toBeLessThan(all);
    await page.keyboard.press('Escape');
    await total(page, all);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('From');
  });

  it('is brushed by mouse: the total is that of the bars under it', async () => {
    const area = await page.getByRole('group', { name: 'Events over time' }).locator('svg').boundingBox();
    if (!area) throw new Error('no histogram');
    await page.mouse.move(area.x + area.width * 0.4, area.y + 20);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.6, area.y + 20, { steps: 3 });
    await page.mouse.up();
    await page.getByText(/matching events?$/).first().waitFor();
    const range = await page.evaluate(async () => {
      const settings = () => window.go?.main?.App?.State().then((state) => state.settings.last?.search.range);
      for (let i = 0; i < 100; i++) {
        const one = await settings();
        if (one?.from) return one;
        await new Promise(requestAnimationFrame);
      }
      return null;
    });
    if (!range) throw new Error('no range');
    const between = (time: string) => Date.parse(time) >= Date.parse(range.from) && Date.parse(time) < Date.parse(range.to);
    const extra = ['2026-07-01T10:00:00Z', '2026-07-02T09:30:00Z', feed[0]?.timestamp ?? ''].filter(between).length;
    await total(page, feed.filter((event) => between(event.timestamp)).length + extra);
    await page.getByRole('button', { name: 'All time' }).click();
    await total(page, all);
  });
});

describe('searches', () => {
  it('are saved by name, kept on disk, and come back', async () => {
    await search(page, 'webhook', found('webhook'));
    await page.keyboard.press('Control+S');
    await page.getByRole('textbox', { name: 'Name' }).fill('All webhooks');
    await page.keyboard.press('Enter');
    await clear();
    const saved = page.getByRole('button', { name: 'All webhooks', exact: true });
    await saved.click();
    await total(page, found('webhook'));
    expect(await saved.getAttribute('aria-pressed')).toBe('true');
    const file = join(at('config'), 'settings.json');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8').includes('"All webhooks"')).toBe(true);
    await page.getByRole('button', { name: 'Saved search All webhooks: more' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await saved.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement !== document.body);
  });

  it('lead back to the one before, and forward again', async () => {
    await clear();
    await search(page, 'credit', found('credit'));
    await page.keyboard.press('Alt+ArrowLeft');
    await total(page, all);
    expect(await field(page).inputValue()).toBe('');
    await page.keyboard.press('Alt+ArrowRight');
    await total(page, found('credit'));
    expect(await field(page).inputValue()).toBe('credit');
  });

  it('the one on display is there again after a reload', async () => {
    await expect.poll(() => page.evaluate(async () => (await window.go?.main?.App?.State())?.settings.last?.search.text)).toBe('credit');
    await page.reload();
    await total(page, found('credit'));
    expect(await field(page).inputValue()).toBe('credit');
    await clear();
  });

  it('went without an error of the page', () => {
    expect(errors).toEqual([]);
  });
});
