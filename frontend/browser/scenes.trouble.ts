/** Screens of what goes wrong. */

import { command, rows, type Scene } from './scene';

export const troubleScenes: readonly Scene[] = [
  {
    name: 'held',
    query: '?trouble=held',
    go: async (page) => {
      await command(page, /^Open archive/);
      await page.getByRole('region', { name: /was not opened$/ }).getByText(/has had it open since/).waitFor();
    },
  },
  {
    name: 'damaged',
    query: '?problems=3',
    go: async (page) => {
      await rows(page);
      await page.getByRole('region', { name: 'This archive is damaged' }).waitFor();
      await page.getByRole('button', { name: 'Damaged: 3 problems' }).waitFor();
    },
  },
  {
    name: 'problems',
    query: '?problems=40',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'Show what is damaged' }).click();
      await page.getByRole('dialog', { name: 'This archive is damaged' }).waitFor();
    },
  },
  {
    name: 'panic',
    query: '?trouble=panic',
    go: async (page) => {
      await rows(page);
      await page.locator('[data-row="2"] [data-col="3"]').dblclick();
      await page.getByText(/^Daybook made a mistake/).waitFor();
    },
  },
  {
    name: 'leave',
    query: '?pace=20000',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('button', { name: 'Choose files…' }).click();
      await page.getByRole('progressbar').waitFor();
      await page.keyboard.press('Control+Q');
      await page.getByRole('dialog', { name: 'Close Daybook?' }).waitFor();
    },
  },
];
