/** axe finds nothing, on any screen, in either theme. */

import axe from 'axe-core';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, serve, stop, visit } from './browser';
import { scenes } from './scenes';

let url = '';
beforeAll(async () => {
  url = await serve();
});
afterAll(stop);

describe.each(['light', 'dark'] as const)('axe, %s', (scheme) => {
  let context: BrowserContext;
  beforeAll(async () => {
    context = await launch({ scheme });
  });
  afterAll(() => context.close());

  it.each(scenes)('$name', async ({ query = '', go }) => {
    const { page, errors } = await visit(context, url, query);
    await go(page);
    // The policy of the page keeps scripts out; this one comes by the debugger.
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { axe } = window as unknown as { axe: typeof import('axe-core') };
      const { violations } = await axe.run(document, { resultTypes: ['violations'] });
      return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).join(' | ')}`);
    });
    await page.close();
    expect(found).toEqual([]);
    expect(errors).toEqual([]);
  });
});
