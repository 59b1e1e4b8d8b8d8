/** The main job without a mouse, from the first screen to the file. */

import { existsSync, readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './browser';
import { read, sampleEvents, startsIn, texts, type FeedEvent } from './files';
import { at, desktop, field, focus, folder, heading, number, startScreen, total } from './steps';

let context: BrowserContext;
let page: Page;
let errors: string[];
beforeAll(async () => {
  context = await launch();
  ({ page, errors } = await startScreen(context));
});
afterAll(() => context.browser()?.close());

const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const all = sampleEvents + 3;
const notLost = () => page.waitForFunction(() => document.activeElement !== document.body && document.activeElement !== null);

it('opens an archive, searches, sorts, selects a range, and exports it', async () => {
  desktop().answer(at('Office.daybook'));
  await press('Control+O');
  await page.getByText(/ events?$/).first().waitFor();
  await press('Control+Shift+X');
  await total(page, all);
  await press('/');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-search'));
  await page.keyboard.type('webhook');
  const found = read(folder()).filter((event) => startsIn(texts(event), 'webhook')).length;
  await total(page, found);
  await press('Enter');
  await page.waitForFunction(() => document.activeElement?.closest('[data-row="0"]'));
  await press('ArrowUp', 'ArrowRight', 'Enter');
  await page.locator('[aria-sort="ascending"]').waitFor();
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('aria-busy') === 'false');
  await press('ArrowDown', 'Space', 'Shift+ArrowDown', 'Shift+ArrowDown');
  await page.getByRole('button', { name: 'Actions (3)' }).waitFor();
  const shown = await page.evaluate(() => [0, 1, 2].map((index) => document.querySelector(`[data-row="${String(index)}"] > [data-col="3"]`)?.textContent ?? ''));
  desktop().answer(at('by-keys.json'));
  await press('Control+Shift+E');
  await expect.poll(() => existsSync(at('by-keys.json'))).toBe(true);
  const events = JSON.parse(readFileSync(at('by-keys.json'), 'utf8')) as FeedEvent[];
  expect(events.map((event) => event.description)).toEqual(shown);
  await press('Control+C');
  await expect.poll(() => desktop().take('copied').split('\r\n').length).toBeGreaterThan(3);
});

it('goes through the pages, the filters, the histogram and the notices by F6 and Tab', async () => {
  await press('Control+Shift+Z', 'Control+Shift+X');
  await total(page, all);
  await press('Control+PageDown');
  await page.getByText('201–400', { exact: true }).waitFor();
  const seen = new Set<string>();
  for (let i = 0; i < 9; i++) {
    await press('F6');
    await notLost();
    seen.add(await page.evaluate(() => document.activeElement?.closest('[data-region]')?.getAttribute('aria-label') ?? document.activeElement?.closest('[data-region]')?.tagName ?? ''));
  }
  expect(seen.has('Filters')).toBe(true);
  expect(seen.has('Notices')).toBe(true);
  expect(seen.size).toBeGreaterThan(3);
  const credit = read(folder()).filter((event) => event.category === 'credit').length;
  await page.getByRole('button', { name: /^credit, / }).focus();
  await press('Space');
  await total(page, credit);
  await notLost();
  await press('Control+Shift+X');
  await total(page, all);
});

it('full screen and back, the event and back, with the focus where it was', async () => {
  await press('Control+F', 'Escape');
  await page.waitForFunction(() => document.activeElement?.closest('[data-row]'));
  await press('ArrowDown', 'ArrowDown');
  const place = await focus(page);
  await press('F11');
  await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
  await expect.poll(() => focus(page)).toBe(place);
  await press('Escape');
  await field(page).waitFor();
  await expect.poll(() => focus(page)).toBe(place);
  await press('Enter');
  await page.getByRole('complementary', { name: 'Event' }).getByText('Event id').waitFor();
  const first = await page.getByRole('complementary', { name: 'Event' }).innerText();
  await press('ArrowDown');
  await expect.poll(() => page.getByRole('complementary', { name: 'Event' }).innerText()).not.toBe(first);
  await press('Escape');
  await page.getByRole('complementary', { name: 'Event' }).waitFor({ state: 'detached' });
});

it('imports, reads the report, and is back', async () => {
  desktop().answer(at('more.csv'));
  await press('Control+I');
  await page.getByRole('dialog').waitFor();
  await press('Enter');
  const report = page.getByRole('button', { name: 'Report', exact: true });
  await report.last().focus();
  await press('Enter');
  await page.getByRole('dialog', { name: 'Import report' }).getByText('Duplicates').waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await notLost();
});

it('? lists every shortcut; Esc closes it; the live region says how many were found', async () => {
  await page.locator('[data-row="0"] > [data-col="1"]').focus();
  await press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  for (const words of ['Search', 'Select all on this page', 'Full screen', 'Next page']) expect(await list.innerText()).toContain(words);
  await press('Escape');
  await list.waitFor({ state: 'detached' });
  await notLost();
  await press('Control+F');
  await page.keyboard.type('zzzz');
  await expect.poll(() => page.locator('[aria-live]').first().textContent()).toContain('0 events found');
  await press('Escape');
  await expect.poll(() => page.locator('[aria-live]').first().textContent()).toContain(`${number(all)} events found`);
  expect(await heading(page, /^Timestamp|^Member/).count()).toBe(2);
});

it('went without an error of the page', () => {
  expect(errors).toEqual([]);
});
