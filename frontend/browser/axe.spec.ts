/** axe finds nothing, on any screen, in either theme. */

import type { BrowserContext } from 'playwright-core';
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
  await page.close();
  expect(errors).toEqual([]);
});
