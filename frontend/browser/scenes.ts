/** Every screen of the window, and how to get to it. */

import { command, dialog, rows, search, type Scene } from './scene';
import { evidenceScenes } from './scenes.evidence';
import { troubleScenes } from './scenes.trouble';

export const scenes: readonly Scene[] = [
  { name: 'start', query: '?events=0', go: (page) => page.getByRole('button', { name: /New archive/ }).waitFor() },
  {
    name: 'new-archive',
    query: '?events=0',
    go: async (page) => {
      await page.getByRole('button', { name: /New archive/ }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  { name: 'table', go: rows },
  {
    name: 'search',
    go: async (page) => {
      await search(page, 'webhook');
      await page.locator('mark').first().waitFor();
      for (const row of [1, 2, 5]) await page.locator(`[data-row="${String(row)}"] [role="checkbox"]`).click();
    },
  },
  {
    name: 'date-error',
    go: async (page) => {
      await search(page, 'webhook after:2026-13');
      await page.getByText('is no date that can be read').waitFor();
    },
  },
  {
    name: 'search-hint',
    go: async (page) => {
      await search(page, 'webhook OR credit');
      await page.getByText('like any other word').waitFor();
    },
  },
  {
    name: 'search-help',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'What can be typed here' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'range',
    go: async (page) => {
      await rows(page);
      const box = await page.getByRole('group', { name: 'Events over time' }).boundingBox();
      if (!box) throw new Error('no histogram');
      await page.mouse.move(box.x + box.width * 0.55, box.y + 30);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width * 0.75, box.y + 30, { steps: 4 });
      await page.mouse.up();
      await page.getByText('matching events').waitFor();
    },
  },
  {
    name: 'empty-result',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: /^credit, [\d,]+ events/ }).click();
      await search(page, 'webhook quarantined');
      await page.getByRole('heading', { name: 'No event matches' }).waitFor();
      await page.getByRole('button', { name: /^Drop/ }).first().waitFor();
    },
  },
  {
    name: 'empty-result-long',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: /^credit, [\d,]+ events/ }).click();
      await search(page, 'quarantined '.repeat(340).trim());
      await page.getByRole('heading', { name: 'No event matches' }).waitFor();
      await page.getByRole('button', { name: /^Drop/ }).first().waitFor();
    },
  },
  {
    name: 'zone-typed',
    go: async (page) => {
      await dialog(page, /Settings/);
      await page.getByRole('combobox', { name: 'Time zone' }).fill('new');
      await page.getByRole('option', { name: 'America/New_York' }).waitFor();
    },
  },
  {
    name: 'zone-missed',
    go: async (page) => {
      await dialog(page, /Settings/);
      await page.getByRole('combobox', { name: 'Time zone' }).fill('xyz');
      await page.keyboard.press('Enter');
      await page.getByText('Nothing here is called').waitFor();
    },
  },
  {
    name: 'empty-archive',
    query: '?events=0',
    go: async (page) => {
      await page.getByRole('button', { name: /New archive/ }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill('Contoso');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'This archive is empty' }).waitFor();
    },
  },
  {
    name: 'page-selected',
    go: async (page) => {
      await rows(page);
      await page.getByRole('checkbox', { name: /on this page/ }).click();
      await page.getByRole('button', { name: /that match/ }).waitFor();
    },
  },
  {
    name: 'actions',
    go: async (page) => {
      await rows(page);
      await page.locator('[data-row="1"] [role="checkbox"]').click();
      await page.getByRole('button', { name: /^Actions/ }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'select-rows-first',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: /^Actions/ }).click();
      await page.getByRole('menuitem', { name: /Export as CSV/ }).click();
      await page.getByText('Select rows first').first().waitFor();
    },
  },
  {
    name: 'exported',
    query: '?pace=20',
    go: async (page) => {
      await rows(page);
      await page.locator('[data-row="1"] [role="checkbox"]').click();
      await page.keyboard.press('Control+E');
      await page.getByRole('button', { name: 'Show in folder' }).waitFor();
    },
  },
  {
    name: 'event',
    go: async (page) => {
      await rows(page);
      await page.getByRole('textbox', { name: /^Search member/ }).fill('-member:system delivery');
      await page.getByRole('button', { name: 'Clear the search text' }).click();
      await page.locator('[data-row="2"] [data-col="3"]').dblclick();
      await page.getByRole('complementary', { name: 'Event' }).getByText('Event id').waitFor();
    },
  },
  {
    name: 'filters-out-of-sight',
    go: async (page) => {
      await rows(page);
      for (const value of ['webhook', 'credit_alert', 'auth']) await page.getByRole('navigation', { name: 'Filters' }).getByText(value, { exact: true }).click();
      await page.getByText('matching events').waitFor();
      await page.locator('[data-row="2"] [data-col="3"]').dblclick();
      await page.getByRole('complementary', { name: 'Event' }).getByText('Event id').waitFor();
    },
  },
  {
    name: 'event-conflict',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: /Conflicts only/ }).click();
      await page.getByText('2 matching events').waitFor();
      await page.locator('[data-row="0"] [data-col="3"]').dblclick();
      await page.getByText('Another event has the same id').waitFor();
    },
  },
  {
    name: 'hidden-characters',
    go: async (page) => {
      await search(page, 'api_key.created -ci-deploy');
      await page.locator('[data-chip]').first().waitFor();
    },
  },
  {
    name: 'fullscreen',
    go: async (page) => {
      await search(page, 'delivery_failed');
      await page.locator('mark').first().waitFor();
      await page.getByRole('button', { name: 'Full screen' }).click();
      await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
    },
  },
  {
    name: 'archive-menu',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: /Northwind 2026/ }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  },
  {
    name: 'import',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'importing',
    query: '?pace=3000',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('button', { name: 'Choose files…' }).click();
      await page.getByRole('progressbar').waitFor();
    },
  },
  {
    name: 'import-report',
    query: '?pace=10',
    go: async (page) => {
      await rows(page);
      await page.getByRole('button', { name: 'Import…' }).click();
      await page.getByRole('button', { name: 'Choose files…' }).click();
      await page.getByRole('button', { name: 'Report' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'past-imports',
    go: async (page) => {
      await command(page, /Past imports/);
      await page.getByRole('button', { name: /cloudtrail/ }).click();
    },
  },
  { name: 'settings', go: (page) => dialog(page, /Settings/) },
  { name: 'shortcuts', go: (page) => dialog(page, /Keyboard shortcuts/) },
  { name: 'save-search', go: (page) => dialog(page, /Save this search/) },
  {
    name: 'saved-search',
    go: async (page) => {
      await search(page, 'webhook failed');
      await page.keyboard.press('Control+S');
      await page.getByRole('textbox', { name: 'Name' }).fill('Failed webhooks');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Failed webhooks', exact: true }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'dates', go: (page) => dialog(page, /Choose dates/) },
  {
    name: 'pasted-ids',
    go: async (page) => {
      await command(page, /Select by event id/);
      await page.getByRole('textbox', { name: 'Event ids' }).fill('evt_000000000000\nevt_missing_2');
      await page.getByRole('button', { name: 'Select', exact: true }).click();
      await page.getByText('not in this archive').waitFor();
    },
  },
  ...evidenceScenes,
  ...troubleScenes,
];
