/** Notices over the table, in the smallest window. */

import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, visit } from './browser';
import { rows } from './scene';

let context: BrowserContext;
beforeAll(async () => {
  context = await launch({ width: 1000, height: 640 });
});
afterAll(() => context.browser()?.close());

it('several are put away by pressing at one place, and none of the presses goes through to a row', async () => {
  const { page, errors } = await visit(context, inject('fake'), '?problems=3&pace=10&taken=2&refused=1');
  await rows(page);
  await page.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: /Export as CSV/ }).click();
  await page.getByRole('region', { name: 'Select rows first' }).waitFor();
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('button', { name: 'Choose files…' }).click();
  const newest = page.getByRole('region', { name: '2 of 3 files imported' });
  await newest.waitFor();
  const notices = page.getByRole('complementary', { name: 'Notices' });
  expect(await notices.getByRole('region').count()).toBe(3);
  const box = await newest.getByRole('button', { name: /^Dismiss/ }).boundingBox();
  if (!box) throw new Error('no button');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  for (let left = 2; left >= 0; left--) {
    await page.mouse.click(x, y);
    await page.waitForFunction((n) => document.querySelectorAll('[aria-label="Notices"] section').length === n, left);
  }
  await page.mouse.click(x, y);
  await page.mouse.click(x, y);
  expect(await page.locator('[role="row"][aria-selected="true"]').count()).toBe(0);
  await page.mouse.move(300, y);
  await notices.waitFor({ state: 'detached' });
  await page.mouse.click(x, y);
  await page.locator('[role="row"][aria-selected="true"]').first().waitFor();
  await page.close();
  expect(errors).toEqual([]);
});
