/** axe, in the page. */

import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** What axe has against the page, or against the dialog that lies over it: what is
 * below is out of reach meanwhile, and looked at without one. */
function found(page: Page, only?: string): Promise<string[]> {
  return page.evaluate(async (rule) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document.querySelector('[role="dialog"]') ?? document, { resultTypes: ['violations'], ...(rule && { runOnly: [rule] }) });
    return violations.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ''}`).join(' | ')}`);
  }, only);
}

/** axe finds nothing against the page, in either theme. */
export async function accessible(page: Page) {
  // The policy of the page keeps scripts out; this one comes by the debugger.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await found(page)).toEqual([]);
  // The theme changes nothing but colours.
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await found(page, 'color-contrast')).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}
