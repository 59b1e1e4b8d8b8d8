/** One event in full; hidden characters; settings. */

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './browser';
import { sampleEvents } from './files';
import { cell, command, focused, heading, openArchive, search, total } from './steps';

let context: BrowserContext;
let page: Page;
let errors: string[];
beforeAll(async () => {
  context = await launch();
  ({ page, errors } = await openArchive(context, 'Office'));
});
afterAll(() => context.browser()?.close());

const panel = () => page.getByRole('complementary', { name: 'Event' });
const clipboard = () => page.evaluate(() => (window.runtime as unknown as { ClipboardGetText(): Promise<string> }).ClipboardGetText());

it('opens by Enter: every field, both times, details as a tree, its import, its proof; Esc leads back', async () => {
  await search(page, 'action:decrypt', 1);
  await cell(page, 0, 'action').focus();
  await page.keyboard.press('Enter');
  await panel().getByText('Event id').waitFor();
  const words = await panel().innerText();
  for (const part of ['ana', 'Time in Europe/Paris', 'Time in UTC', '2026-07-02T09:30:00Z', 'trail-1', 'trail.json', 'Leaf hash', 'requestParameters', '12345678901234567890']) expect(words).toContain(part);
  const branch = panel().getByRole('button', { name: /requestParameters/ });
  const open = await branch.getAttribute('aria-expanded');
  await branch.press('Enter');
  expect(await branch.getAttribute('aria-expanded')).not.toBe(open);
  await cell(page, 0, 'action').focus();
  await page.keyboard.press('Escape');
  await panel().waitFor({ state: 'detached' });
  await focused(page, '0:2');
});

it('a conflict leads to the other event with the same id', async () => {
  await search(page, '"Changed afterwards"', 1);
  await cell(page, 0, 'description').dblclick();
  await panel().getByText(/Another event has the same id/).waitFor();
  await panel().getByRole('button', { name: /^Show event/ }).click();
  await expect.poll(() => panel().innerText()).not.toContain('Changed afterwards');
  await page.keyboard.press('Escape');
});

it('hidden characters are chips to see, and themselves when copied', async () => {
  await search(page, 'id:evt_new', 1);
  expect(await cell(page, 0, 'description').locator('[data-chip]').evaluateAll((chips) => chips.map((chip) => chip.getAttribute('data-chip')))).toEqual(['ZWSP', 'RLO']);
  expect(await cell(page, 0, 'description').textContent()).toBe('API key "zero\u200bwidth\u202e" was created');
  await cell(page, 0, 'description').dblclick();
  await panel().getByRole('button', { name: 'Copy description' }).click();
  await expect.poll(clipboard).toBe('API key "zero\u200bwidth\u202e" was created');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+Shift+X');
  await total(page, sampleEvents + 3);
});

it('another zone changes times and heading at once, and is kept', async () => {
  await command(page, /^Settings/);
  const zone = page.getByRole('combobox', { name: 'Time zone' });
  await zone.fill('Asia/Tokyo');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading(page, /^Timestamp \(Tokyo\)/).waitFor({ state: 'attached' });
  await page.getByRole('radio', { name: 'Dark' }).check({ force: true });
  await page.waitForFunction(() => getComputedStyle(document.body).colorScheme === 'dark' || document.documentElement.dataset['theme'] === 'dark');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect.poll(() => page.evaluate(async () => (await window.go?.main?.App?.State())?.settings)).toMatchObject({ zone: 'Asia/Tokyo', theme: 'dark' });
  await page.reload();
  await heading(page, /^Timestamp \(Tokyo\)/).waitFor();
  expect(await page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark');
  await page.evaluate(async () => {
    const app = window.go?.main?.App;
    const state = await app?.State();
    if (state) await app?.SaveSettings({ ...state.settings, zone: 'system', theme: 'system' });
  });
});

it('went without an error of the page', () => {
  expect(errors).toEqual([]);
});
