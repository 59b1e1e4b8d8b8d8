/** Pictures of every screen, to be looked at: PICTURES=1 npm run test:browser. */

import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { launch, serve, stop, visit } from './browser';
import { scenes } from './scenes';

const wanted = process.env['PICTURES'];
let url = '';

describe.runIf(wanted).each([
  { scheme: 'light', width: 1280, height: 800 },
  { scheme: 'dark', width: 1280, height: 800 },
  { scheme: 'light', width: 1000, height: 640 },
  { scheme: 'dark', width: 1000, height: 640 },
] as const)('$scheme $width', (look) => {
  let context: BrowserContext;
  beforeAll(async () => {
    url = await serve();
    context = await launch(look);
  });
  afterAll(async () => {
    await context.close();
    await stop();
  });
  const some = wanted === '1' || wanted === undefined ? scenes : scenes.filter((scene) => wanted.split(',').includes(scene.name));
  it.each(some)('$name', async ({ name, query = '', go }) => {
    const { page } = await visit(context, url, query);
    await go(page);
    await page.screenshot({ path: `pictures/${name}-${look.scheme}-${String(look.width)}.png` });
    await page.close();
  });
});
