/** Steps that many tests take, and what they read off the window. */

import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import type {} from '../src/api/wails';
import { visit } from './browser';
import { Desktop } from './program';

export const folder = () => inject('folder');
export const desktop = () => new Desktop(folder());
export const at = (name: string) => join(folder(), name);

/** The program's window with that archive open, chosen in the dialog. */
export async function openArchive(context: BrowserContext, name: string): Promise<{ page: Page; errors: string[] }> {
  const visited = await startScreen(context);
  desktop().answer(at(`${name}.daybook`));
  await visited.page.getByRole('button', { name: /^Open archive/ }).click();
  await row(visited.page, 0).waitFor();
  return visited;
}

/** The program's window without an archive, as if it were never used. The archive
 * is closed before the settings are written: while it shows one, the window writes
 * its search into them when it has rested. */
export async function startScreen(context: BrowserContext): Promise<{ page: Page; errors: string[] }> {
  const visited = await visit(context, inject('program'));
  const { page } = visited;
  await page.getByRole('button', { name: /^New archive|^Import…/ }).first().waitFor();
  await reloaded(page, () => window.go?.main?.App?.CloseArchive());
  await reloaded(page, async () => {
    const app = window.go?.main?.App;
    const state = await app?.State();
    if (state) await app?.SaveSettings({ ...state.settings, last: null, saved: [], zone: 'system', theme: 'system', columns: { member: 0, action: 0, timestamp: 0 } });
  });
  return visited;
}

async function reloaded(page: Page, after: () => Promise<unknown> | undefined) {
  await page.evaluate(after);
  await page.reload();
  await page.getByRole('button', { name: /^New archive/ }).waitFor();
}

export const row = (page: Page, index: number) => page.locator(`[role="row"][data-row="${String(index)}"]`);
export const cell = (page: Page, index: number, column: 'member' | 'action' | 'description' | 'timestamp') =>
  page.locator(`[data-row="${String(index)}"] > [data-col="${String(['member', 'action', 'description', 'timestamp'].indexOf(column) + 1)}"]`);
export const box = (page: Page, index: number) => page.locator(`[data-row="${String(index)}"] [role="checkbox"]`);
export const field = (page: Page) => page.getByRole('textbox', { name: /^Search member/ });
export const heading = (page: Page, name: RegExp) => page.getByRole('columnheader', { name });

export const number = (n: number) => n.toLocaleString('en');

/** Waits until the table says that so many events match. */
export async function total(page: Page, n: number) {
  const words = n === 0 ? /^No events$/ : new RegExp(`of ${number(n)} (matching )?events?$`);
  await page.getByText(words).first().waitFor();
}

export async function search(page: Page, text: string, matching: number) {
  await field(page).fill(text);
  await total(page, matching);
}

/** A command of the archive's menu. */
export async function command(page: Page, label: RegExp) {
  await page.locator('header').getByRole('button', { expanded: false }).first().click();
  await page.getByRole('menuitem', { name: label }).click();
}

/** Where the focus is: the row (-1 is the headings) and column of the table, or
 * the name of a control. */
export function focus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const active = document.activeElement;
    const place = active?.closest('[data-row]');
    if (place) return `${place.getAttribute('data-row') ?? ''}:${active?.closest('[data-col]')?.getAttribute('data-col') ?? ''}`;
    return active?.getAttribute('aria-label') ?? active?.textContent ?? '';
  });
}

export const focused = (page: Page, place: string) =>
  page.waitForFunction((wanted) => {
    const active = document.activeElement;
    const found = active?.closest('[data-row]');
    return found && `${found.getAttribute('data-row') ?? ''}:${active?.closest('[data-col]')?.getAttribute('data-col') ?? ''}` === wanted;
  }, place);
