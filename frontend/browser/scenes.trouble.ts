/** Screens of what goes wrong. */

import type { Page } from 'playwright-core';
import { command, rows, type Scene } from './scene';

const importFiles = async (page: Page) => {
  await rows(page);
  await page.getByRole('button', { name: 'Import…' }).click();
  await page.getByRole('button', { name: 'Choose files…' }).click();
};

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
    name: 'unread',
    query: '?unread=52',
    go: async (page) => {
      await rows(page);
      await page.getByRole('region', { name: '52 events cannot be read' }).waitFor();
      await page.getByRole('button', { name: '52 events cannot be read', exact: true }).waitFor();
    },
  },
  {
    name: 'unread-problems',
    query: '?unread=52',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'Show what is damaged' }).click();
      await page.getByRole('dialog').getByText(/^52 events cannot be read/).waitFor();
    },
  },
  {
    name: 'read-only',
    query: '?readOnly',
    go: async (page) => {
      await rows(page);
      await page.getByRole('region', { name: 'This archive is read-only here' }).waitFor();
    },
  },
  {
    name: 'read-only-menu',
    query: '?readOnly',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: /Northwind 2026/ }).click();
      await page.getByRole('menuitem', { name: /^Import…/ }).focus();
    },
  },
  {
    name: 'read-only-holds',
    query: '?readOnly',
    go: async (page) => {
      await command(page, /^Holds/);
      await page.getByRole('dialog').getByText(/^This archive is read-only here/).waitFor();
    },
  },
  {
    name: 'doubt',
    query: '?doubt',
    go: async (page) => {
      await rows(page);
      await page.getByRole('region', { name: 'This archive is not as this computer last knew it' }).waitFor();
    },
  },
  {
    name: 'trust',
    query: '?doubt',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'Not as this computer knew it' }).click();
      await page.getByRole('dialog', { name: 'Take this archive as it is?' }).waitFor();
    },
  },
  {
    name: 'watched',
    go: async (page) => {
      await command(page, /^Settings/);
      await page.getByRole('button', { name: 'Choose a folder…' }).click();
      await page.getByRole('button', { name: 'Stop watching' }).waitFor();
    },
  },
  {
    name: 'mended',
    query: '?mended=3',
    go: async (page) => {
      await rows(page);
      await page.getByRole('region', { name: 'Damaged files were built again' }).waitFor();
    },
  },
  {
    name: 'import-cut-report',
    query: '?pace=10&taken=3&cut=1',
    go: async (page) => {
      await importFiles(page);
      await page.getByRole('button', { name: 'Report' }).click();
      await page.getByRole('group', { name: 'Not whole' }).waitFor();
    },
  },
  {
    name: 'import-folder-report',
    query: '?pace=10&folder=1000',
    go: async (page) => {
      await importFiles(page);
      await page.getByRole('button', { name: 'Report' }).click();
      await page.getByText(/^1,000 files, of which 1 was not taken in/).waitFor();
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
    name: 'import-refused',
    query: '?pace=10&taken=6&refused=4',
    go: async (page) => {
      await importFiles(page);
      await page.getByRole('region', { name: '6 of 10 files imported' }).waitFor();
    },
  },
  {
    name: 'import-refused-report',
    query: '?pace=10&taken=6&refused=4',
    go: async (page) => {
      await importFiles(page);
      await page.getByRole('button', { name: 'Report' }).click();
      await page.getByRole('dialog', { name: 'Import report of 10 files' }).waitFor();
    },
  },
  {
    name: 'past-imports-refused',
    query: '?pace=10&taken=2&refused=1',
    go: async (page) => {
      await importFiles(page);
      await page.getByRole('region', { name: '2 of 3 files imported' }).waitFor();
      await command(page, /Past imports/);
      await page.getByRole('button', { name: /^.*2\. cloudtrail/ }).click();
      await page.getByRole('button', { name: 'Save the rejections…' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Show in folder' }).waitFor();
    },
  },
  {
    name: 'notices',
    query: '?pace=10&problems=3&refused=1&taken=3',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: /^Actions/ }).click();
      await page.getByRole('menuitem', { name: /Export as CSV/ }).click();
      await importFiles(page);
      await page.getByRole('region', { name: '3 of 4 files imported' }).waitFor();
      await command(page, /Change the plan/);
      await page.getByText('Free', { exact: true }).click();
      await page.getByText('are due.').waitFor();
      await page.getByRole('dialog').getByRole('button', { name: 'Change the plan' }).click();
      await page.getByRole('region', { name: /past what the plan keeps$/ }).waitFor();
      await page.getByRole('button', { name: '2 more' }).waitFor();
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
