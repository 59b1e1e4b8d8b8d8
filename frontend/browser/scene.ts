/** A screen of the window, and how to get to it. */

import type { Page } from 'playwright-core';

export interface Scene {
  name: string;
  /** Options of the fake, as a query. */
  query?: string;
  go: (page: Page) => Promise<void>;
}

export const rows = (page: Page) => page.locator('[role="row"][data-row="0"]').waitFor();
export const search = async (page: Page, text: string) => {
  await rows(page);
  await page.getByRole('textbox', { name: /^Search member/ }).fill(text);
};
export const command = async (page: Page, label: RegExp) => {
  await rows(page);
  await page.getByRole('button', { name: /Northwind 2026/ }).click();
  await page.getByRole('menuitem', { name: label }).click();
};
export const dialog = async (page: Page, label: RegExp) => {
  await command(page, label);
  await page.getByRole('dialog').waitFor();
};
