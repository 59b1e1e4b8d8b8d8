/** axe finds nothing, on any screen, in either theme. */

import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launch, visit } from './browser';
import { scenes } from './scenes';

let context: BrowserContext;
beforeAll(async () => {
  context = await launch();
});
afterAll(() => context.close());

/** What axe has against the page. */
function found(page: Page, only?: string): Promise<string[]> {
  return page.evaluate(async (rule) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { resultTypes: ['violations'], ...(rule && { runOnly: [rule] }) });
    return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).join(' | ')}`);
  }, only);
}

it.each(scenes)('$name', async ({ query = '', go }) => {
  const { page, errors } = await visit(context, inject('fake'), query);
  await go(page);
  // The policy of the page keeps scripts out; this one comes by the debugger.
  await page.evaluate(axe.source);
  expect(await found(page)).toEqual([]);
  // The theme changes nothing but colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await found(page, 'color-contrast')).toEqual([]);
  await page.close();
  expect(errors).toEqual([]);
});
