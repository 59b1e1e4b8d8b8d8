/** On any screen axe finds nothing, in either theme, and a dialog is of use when
 * the window is small or all is twice as large. */

import type { BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { accessible } from './axe';
import { launch, visit } from './browser';
import { scenes } from './scenes';

let context: BrowserContext;
beforeAll(async () => {
  context = await launch();
});
afterAll(() => context.browser()?.close());

// Two at a time: what a page waits for leaves the machine idle.
it.concurrent.each(scenes)('$name', async ({ query = '', go }) => {
  const { page, errors } = await visit(context, inject('fake'), query);
  await go(page);
  await accessible(page);
  const dialog = page.locator('[role="dialog"]:has(footer)');
  if ((await dialog.count()) > 0) {
    for (const [width, height] of [[1000, 640], [640, 400]] as const) await fits(page, dialog, width, height);
  }
  await page.close();
  expect(errors).toEqual([]);
});

/** A dialog, with all buttons at its foot, is within the window. */
async function fits(page: Page, dialog: Locator, width: number, height: number) {
  await page.setViewportSize({ width, height });
  const inside = async (one: Locator) => {
    const box = await one.boundingBox();
    return box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= width && box.y + box.height <= height;
  };
  await page.waitForFunction(() => {
    const box = document.querySelector('[role="dialog"]:has(footer)')?.getBoundingClientRect();
    return box !== undefined && box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;
  });
  for (const button of await dialog.locator('footer').getByRole('button').all()) expect(await inside(button)).toBe(true);
  expect(await dialog.evaluate((one) => one.scrollWidth <= one.clientWidth)).toBe(true);
}
