/** The table: columns, order, pages, widths, full screen. */

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './browser';
import { read, sampleEvents, type FeedEvent } from './files';
import { cell, field, focus, focused, folder, heading, number, openArchive, row, total } from './steps';

let context: BrowserContext;
let page: Page;
let errors: string[];
const all = sampleEvents + 3;
let feed: FeedEvent[];
beforeAll(async () => {
  feed = read(folder());
  context = await launch();
  ({ page, errors } = await openArchive(context, 'Office'));
});
afterAll(() => context.browser()?.close());

const grid = () => page.getByRole('grid', { name: 'Events' });
const fold = (text: string) => text.normalize('NFKD').replace(/\p{Mn}/gu, '').toLowerCase();
const column = (name: 'member' | 'action' | 'description' | 'timestamp') =>
  page.evaluate((col) => [...document.querySelectorAll(`[data-row]:not([data-row="-1"]) > [data-col="${String(col)}"]`)].map((one) => one.textContent ?? ''), ['', 'member', 'action', 'description', 'timestamp'].indexOf(name));

it('has the five columns, newest first, 200 a page, and says the true numbers', async () => {
  await total(page, all);
  expect(await page.getByRole('columnheader').allInnerTexts()).toEqual(['', 'Member', 'Action', 'Description', 'Timestamp (Paris)']);
  expect(await heading(page, /^Timestamp/).getAttribute('aria-sort')).toBe('descending');
  expect(await grid().getAttribute('aria-rowcount')).toBe(String(all + 1));
  expect(await row(page, 0).getAttribute('aria-rowindex')).toBe('2');
  await page.getByText('1–200', { exact: true }).waitFor();
});

it.each([
  ['member', /^Member/, (event: FeedEvent) => event.actor],
  ['action', /^Action/, (event: FeedEvent) => `${event.category}.${event.action}`],
  ['description', /^Description/, (event: FeedEvent) => event.description],
] as const)('is sorted by %s, both ways', async (name, words, of) => {
  await heading(page, words).getByRole('button').click();
  await page.waitForFunction((text) => document.querySelector('[aria-sort="ascending"]')?.textContent?.startsWith(text), words.source.slice(1));
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('aria-busy') === 'false');
  const lowest = feed.map(of).map(fold).sort()[0];
  const up = (await column(name)).map(fold);
  expect(up).toEqual([...up].sort());
  expect(lowest === up[0] || (up[0] ?? '') < (lowest ?? '')).toBe(true);
  await heading(page, words).getByRole('button').click();
  await page.waitForFunction((text) => document.querySelector('[aria-sort="descending"]')?.textContent?.startsWith(text), words.source.slice(1));
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('aria-busy') === 'false');
  const down = (await column(name)).map(fold);
  expect(down).toEqual([...down].sort().reverse());
});

it('times are in the zone of the heading; hovering shows UTC', async () => {
  await heading(page, /^Timestamp/).getByRole('button').click();
  await page.locator('[aria-sort="descending"]', { hasText: 'Timestamp' }).waitFor();
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('aria-busy') === 'false');
  const newest = feed.map((event) => event.timestamp).sort().at(-1) ?? '';
  const title = (await cell(page, 0, 'timestamp').getAttribute('title')) ?? '';
  expect(title).toContain('(UTC)');
  expect(Date.parse(title.replace(/ \+00:00 \(UTC\).*/s, 'Z').replace(' ', 'T'))).toBe(Date.parse(newest));
  const shown = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Paris', hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(new Date(newest));
  expect(await cell(page, 0, 'timestamp').innerText()).toContain(shown);
});

it('turns pages by button, key and number; the focus stays in the table', async () => {
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByText('201–400', { exact: true }).waitFor();
  await cell(page, 0, 'action').focus();
  await page.keyboard.press('Control+PageDown');
  await page.getByText('401–600', { exact: true }).waitFor();
  await focused(page, '0:2');
  const pages = Math.ceil(all / 200);
  await page.getByRole('textbox', { name: `Page, of ${String(pages)}` }).fill('999');
  await page.keyboard.press('Enter');
  await page.getByText(`${number((pages - 1) * 200 + 1)}–${number(all)}`, { exact: true }).waitFor();
  await page.waitForFunction((index) => document.querySelector('[data-row="0"]')?.getAttribute('aria-rowindex') === index, String((pages - 1) * 200 + 2));
  expect(await page.getByRole('button', { name: 'Next page' }).getAttribute('aria-disabled')).toBe('true');
  await page.getByRole('textbox', { name: /^Page, of/ }).fill('1');
  await page.keyboard.press('Enter');
  await page.getByText('1–200', { exact: true }).waitFor();
});

it('columns are made wider by keys and by mouse, and stay so when it starts again', async () => {
  const width = () => cell(page, 0, 'member').evaluate((one) => Math.round(one.getBoundingClientRect().width));
  const before = await width();
  await heading(page, /^Member/).getByRole('button').focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(width).toBeGreaterThan(before);
  const handle = await page.locator('[data-resize="action"]').boundingBox();
  if (!handle) throw new Error('no handle');
  await page.mouse.move(handle.x + 5, handle.y + 10);
  await page.mouse.down();
  await page.mouse.move(handle.x + 45, handle.y + 10, { steps: 4 });
  await page.mouse.up();
  const wide = [await width(), await cell(page, 0, 'action').evaluate((one) => Math.round(one.getBoundingClientRect().width))];
  await expect.poll(() => page.evaluate(async () => (await window.go?.main?.App?.State())?.settings.columns.action)).toBe(wide[1]);
  await page.reload();
  await row(page, 0).waitFor();
  expect([await width(), await cell(page, 0, 'action').evaluate((one) => Math.round(one.getBoundingClientRect().width))]).toEqual(wide);
  await heading(page, /^Member/).getByRole('button').focus();
  await page.keyboard.press('Shift+Home');
  await page.locator('[data-resize="action"]').dblclick();
  await expect.poll(width).toBe(before);
});

it('full screen shows the table alone, every description whole, and Esc leads back to the same place', async () => {
  await page.mouse.move(700, 500);
  await page.mouse.wheel(0, 32 * 80);
  const firstRow = () =>
    page.evaluate(() => {
      const top = document.querySelector('[role="grid"] [role="rowgroup"]')?.getBoundingClientRect().bottom ?? 0;
      return [...document.querySelectorAll('[data-row]:not([data-row="-1"])')].find((one) => one.getBoundingClientRect().top >= top - 1)?.getAttribute('data-row');
    });
  await expect.poll(async () => Number(await firstRow())).toBe(80);
  const before = await firstRow();
  await page.getByRole('button', { name: 'Full screen' }).click();
  await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
  expect(await field(page).count()).toBe(0);
  expect(await page.getByRole('navigation', { name: 'Filters' }).count()).toBe(0);
  expect(await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-row] > [data-col="3"]')].filter((one) => one.scrollWidth > one.clientWidth + 1).length)).toBe(0);
  expect(await firstRow()).toBe(before);
  await expect.poll(() => focus(page)).toBe('Leave full screen');
  await page.keyboard.press('Escape');
  await field(page).waitFor();
  await expect.poll(() => focus(page)).toBe('Full screen');
  expect(await firstRow()).toBe(before);
});

it('went without an error of the page', () => {
  expect(errors).toEqual([]);
});
