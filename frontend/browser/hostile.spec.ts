/** 500 texts of script and markup as every field of 500 events: none runs, none
 * becomes an element, each is shown and leaves as it came. */

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './browser';
import { hostileEvents } from './files';
import { box, cell, desktop, openArchive, total } from './steps';

declare global {
  interface Window {
    ran?: unknown;
    violations?: string[];
  }
}

let context: BrowserContext;
let page: Page;
let errors: string[];
const events = hostileEvents();
beforeAll(async () => {
  context = await launch();
  await context.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      if (!event.sourceFile.includes('/wails/')) window.violations?.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
    });
  });
  ({ page, errors } = await openArchive(context, 'Hostile'));
});
afterAll(() => context.browser()?.close());

const harm = () =>
  page.evaluate(() => ({
    ran: window.ran ?? null,
    violations: window.violations,
    strange: document.querySelectorAll('#root :is(script, img, iframe, object, style, a, math, template, details, body, object, embed, form)').length,
  }));
const none = { ran: null, violations: [], strange: 0 };

it('all 500 are taken in and shown, on every page', async () => {
  await total(page, 500);
  for (const words of ['201–400', '401–500']) {
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText(words, { exact: true }).waitFor();
    expect(await harm()).toEqual(none);
  }
  await page.keyboard.press('F11');
  await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
  expect(await harm()).toEqual(none);
  await page.keyboard.press('Escape');
});

it('searched, marked, filtered by and opened', async () => {
  await page.getByRole('textbox', { name: /^Search member/ }).fill('*<script>');
  await page.locator('mark').first().waitFor();
  await cell(page, 0, 'description').dblclick();
  await page.getByRole('complementary', { name: 'Event' }).getByText('Event id').waitFor();
  expect(await harm()).toEqual(none);
  await page.getByRole('button', { name: 'Only this member' }).click();
  await page.getByRole('button', { name: 'Drop the filter on this member' }).waitFor();
  expect(await harm()).toEqual(none);
  await page.keyboard.press('Control+Shift+X');
  await total(page, 500);
});

it('the text in the table is the text of the file, and so is what is copied', async () => {
  await page.getByRole('columnheader', { name: /^Timestamp/ }).getByRole('button').click();
  await page.locator('[aria-sort="ascending"]').waitFor();
  await page.waitForFunction(() => document.querySelector('[role="grid"]')?.getAttribute('aria-busy') === 'false');
  for (let i = 0; i < 10; i++) expect(await cell(page, i, 'description').textContent()).toBe(events[i]?.description);
  await page.keyboard.press('Control+Shift+Z');
  for (let i = 0; i < 3; i++) await box(page, i).click();
  await page.getByRole('button', { name: 'Actions (3)' }).click();
  await page.getByRole('menuitem', { name: /^Copy as JSON/ }).click();
  await page.getByRole('region', { name: '3 events copied as JSON' }).waitFor();
  expect(JSON.parse(desktop().take('copied'))).toMatchObject(events.slice(0, 3).map(({ event_id, actor, category, action, description }) => ({ event_id, actor, category, action, description })));
});

it('went without an error of the page', async () => {
  expect(await harm()).toEqual(none);
  expect(errors).toEqual([]);
});
