/** A browser for the tests of a file. */

import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { inject } from 'vitest';

export interface Look {
  width?: number;
  height?: number;
  scheme?: 'light' | 'dark';
  forced?: boolean;
  scale?: number;
}

/** A window of the browser that shares nothing with others. */
export async function launch(look: Look = {}): Promise<BrowserContext> {
  const browser = await chromium.connect(inject('browser'));
  const context = await browser.newContext({
    viewport: { width: look.width ?? 1280, height: look.height ?? 800 },
    deviceScaleFactor: look.scale ?? 1,
    colorScheme: look.scheme ?? 'light',
    forcedColors: look.forced ? 'active' : 'none',
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.on('close', () => void browser.close());
  context.setDefaultTimeout(Number(process.env['PATIENCE'] ?? 40_000));
  return context;
}

/** Errors of the page of Wails' own that say nothing about Daybook: in a browser
 * there is no web view behind its scripts. */
const foreign = /wails\/(ipc|runtime)\.js|favicon/;

/** All that were visited, for pictures of what failed. */
export const pages: Page[] = [];

/** A page on the window, and what went wrong in it. */
export async function visit(context: BrowserContext, url: string, query = ''): Promise<{ page: Page; errors: string[] }> {
  const page = await context.newPage();
  pages.push(page);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !foreign.test(`${message.text()} ${message.location().url}`)) errors.push(message.text());
  });
  page.on('pageerror', (error) => {
    if (!foreign.test(error.stack ?? '')) errors.push(error.message);
  });
  await page.goto(url + query);
  return { page, errors };
}
