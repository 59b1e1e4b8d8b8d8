/** Pictures of every screen, to be looked at: PICTURES=1 npm run test:browser. */

import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, inject, it } from 'vitest';
import { launch, visit } from './browser';
import { scenes } from './scenes';

const wanted = process.env['PICTURES'];
const url = inject('fake');

describe.runIf(wanted).each([
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 1280, height: 800 },
  { scheme: 'light', width: 1000, height: 640 },
  { scheme: 'dark', width: 1000, height: 640 },
] as const)('$scheme $width', (look) => {
  let context: BrowserContext;
  beforeAll(async () => {
      context = await launch(look);
  });
  afterAll(async () => {
    await context.browser()?.close();
  });
  const some = wanted === '1' || wanted === undefined ? scenes : scenes.filter((scene) => wanted.split(',').includes(scene.name));
  it.each(some)('$name', async ({ name, query = '', go }) => {
    const { page } = await visit(context, url, query);
    await go(page);
    await page.screenshot({ path: `pictures/${name}-${look.scheme}-${String(look.width)}.png` });
    await page.close();
  });
});
