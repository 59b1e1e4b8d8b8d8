/** What only a real browser can show: layout, scrolling, focus, real keys. */

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch, serve, stop, visit } from './browser';

let url = '';
let context: BrowserContext;
beforeAll(async () => {
  url = await serve();
  context = await launch();
});
afterAll(async () => {
  await context.close();
  await stop();
});

async function open(query = ''): Promise<Page> {
  const { page } = await visit(context, url, query);
  await page.locator('[role="row"][data-row="0"]').waitFor();
  return page;
}

const focusRow = (page: Page) => page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null);
const firstRow = (page: Page) =>
  page.evaluate(() => {
    const heading = document.querySelector('[role="grid"] [role="rowgroup"]')?.getBoundingClientRect().bottom ?? 0;
    const rows = [...document.querySelectorAll('[data-row]:not([data-row="-1"])')];
    return rows.find((row) => row.getBoundingClientRect().top >= heading - 1)?.getAttribute('data-row') ?? null;
  });
/** Whether the focused row is wholly in view, not behind the heading. */
const focusInView = (page: Page) =>
  page.evaluate(() => {
    const row = document.activeElement?.closest('[data-row]')?.getBoundingClientRect();
    const grid = document.querySelector('[role="grid"]')?.getBoundingClientRect();
    const heading = document.querySelector('[role="grid"] [role="rowgroup"]')?.getBoundingClientRect();
    return !!row && !!grid && !!heading && row.top >= heading.bottom - 1 && row.bottom <= grid.bottom + 1;
  });

describe('the table by keys', () => {
  it('every key ends on a row that can be seen', async () => {
    const page = await open();
    await page.locator('[data-row="0"] > [data-col="1"]').focus();
    const keys = [
      'PageDown', 'End', 'Control+End', 'ArrowUp', 'PageUp', 'Control+Home', 'ArrowDown',
    ];
    for (const key of keys) {
      await page.keyboard.press(key);
      expect(await focusInView(page), key).toBe(true);
    }
    expect(await focusRow(page)).toBe('1');
    await page.close();
  });

  it('the focus survives scrolling by wheel, and a key leads back to it', async () => {
    const page = await open();
    await page.locator('[data-row="3"] > [data-col="1"]').focus();
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 4000);
    await page.locator('[data-row="120"]').waitFor();
    expect(await focusRow(page)).toBe('3');
    await page.keyboard.press('ArrowDown');
    expect(await focusRow(page)).toBe('4');
    expect(await focusInView(page)).toBe(true);
    await page.close();
  });

  it('another page, another order, another search: the focus stays in the table', async () => {
    const page = await open();
    await page.locator('[data-row="0"] > [data-col="2"]').focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.press('Control+PageDown');
    await page.getByText('201–400').waitFor();
    expect(await focusRow(page)).toBe('0');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('[role="columnheader"][aria-sort="ascending"]').waitFor();
    expect(await focusRow(page)).toBe('-1');
    await page.close();
  });

  it('Tab leaves the table in one step, and Shift+Tab comes back to the same cell', async () => {
    const page = await open();
    await page.locator('[data-row="5"] > [data-col="3"]').focus();
    await page.keyboard.press('Tab');
    expect(await focusRow(page)).toBeNull();
    await page.keyboard.press('Shift+Tab');
    expect(await focusRow(page)).toBe('5');
    await page.close();
  });
});

describe('full screen', () => {
  it('wraps, and leads back to the same place', async () => {
    const page = await open();
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 32 * 80);
    await page.locator('[data-row="90"]').waitFor();
    const before = await firstRow(page);
    await page.keyboard.press('F11');
    await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
    expect(await page.locator('[role="row"]').count()).toBe(201);
    expect(await firstRow(page)).toBe(before);
    const cut = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('[data-col="3"]')].filter((cell) => cell.scrollWidth > cell.clientWidth + 1).length);
    expect(cut).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('textbox', { name: /^Search member/ }).waitFor();
    expect(await firstRow(page)).toBe(before);
    await page.close();
  });
});

describe('the histogram', () => {
  it('is brushed by mouse, moved by keys, and cleared', async () => {
    const page = await open();
    const area = await page.getByRole('group', { name: 'Events over time' }).boundingBox();
    if (!area) throw new Error('no histogram');
    await page.mouse.move(area.x + 300, area.y + 30);
    await page.mouse.down();
    await page.mouse.move(area.x + 500, area.y + 30, { steps: 3 });
    await page.mouse.up();
    await page.getByText('matching events').waitFor();
    const from = page.getByRole('slider', { name: 'From' });
    const before = await from.getAttribute('aria-valuetext');
    await from.focus();
    await page.keyboard.press('ArrowLeft');
    await page.waitForFunction((old) => document.querySelector('[role="slider"]')?.getAttribute('aria-valuetext') !== old, before);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'All time', pressed: true }).waitFor();
    await page.close();
  });
});

describe('columns', () => {
  it('are resized by mouse and keep their width', async () => {
    const page = await open();
    const width = () => page.locator('[data-row="0"] > [data-col="1"]').evaluate((cell) => Math.round(cell.getBoundingClientRect().width));
    const before = await width();
    const handle = await page.locator('[data-resize="member"]').boundingBox();
    if (!handle) throw new Error('no handle');
    await page.mouse.move(handle.x + 5, handle.y + 10);
    await page.mouse.down();
    await page.mouse.move(handle.x + 65, handle.y + 10, { steps: 4 });
    await page.mouse.up();
    expect(await width()).toBe(before + 60);
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('201–400').waitFor();
    expect(await width()).toBe(before + 60);
    await page.locator('[data-resize="member"]').dblclick();
    expect(await width()).toBe(before);
    await page.close();
  });
});

describe('small windows', () => {
  it.each([
    ['1000x640', 1000, 640],
    ['200 % zoom', 640, 400],
  ])('%s: nothing is cut off sideways, search and actions are in reach', async (_, width, height) => {
    const page = await open();
    await page.setViewportSize({ width, height });
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    for (const name of [/^Search member/, /^Actions/, /^Import/, /^Full screen/, /^Next page/]) {
      const control = page.getByRole(String(name).includes('Search') ? 'textbox' : 'button', { name }).first();
      const box = await control.boundingBox();
      expect(box && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height, String(name)).toBe(true);
    }
    expect(await page.locator('[role="row"]').count()).toBeGreaterThan(3);
    await page.close();
  });
});

describe('hostile fields', () => {
  it('500 strings of script and markup in every field: none runs, none becomes an element', async () => {
    const { page, errors } = await visit(context, url, '?hostile=1');
    await page.locator('[role="row"][data-row="0"]').waitFor();
    for (let i = 0; i < 3; i++) {
      await page.keyboard.press('Control+PageDown');
      await page.getByText(`${String(Math.min(2, i + 1) * 200 + 1)}–`).waitFor();
    }
    await page.getByRole('textbox', { name: /^Search member/ }).fill('<script>');
    await page.locator('mark').first().waitFor();
    await page.locator('[data-row="0"] > [data-col="3"]').dblclick();
    await page.getByRole('complementary', { name: 'Event' }).getByText('Event id').waitFor();
    await page.keyboard.press('F11');
    await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
    const found = await page.evaluate(() => ({
      ran: 'ran' in window,
      strange: document.querySelectorAll('#root :is(script, img, iframe, object, style, a, math, template, details, body)').length,
    }));
    expect(found).toEqual({ ran: false, strange: 0 });
    expect(errors).toEqual([]);
    await page.close();
  });
});

describe('the focus is never lost', () => {
  const lost = (page: Page) => page.evaluate(() => document.activeElement === document.body || document.activeElement === null);

  it.each(['New archive…', 'Import…', 'Past imports', 'Save this search…', 'Choose dates…', 'Select by event id…', 'Settings…', 'Keyboard shortcuts'])(
    'after the dialog of %s',
    async (label) => {
      const page = await open();
      await page.getByRole('button', { name: /Northwind 2026/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: label }).click();
      await page.getByRole('dialog').waitFor();
      expect(await lost(page)).toBe(false);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement !== document.body);
      await page.close();
    },
  );

  it('after controls that do their work and go', async () => {
    const page = await open();
    await page.getByRole('checkbox', { name: /on this page/ }).click();
    await page.getByRole('button', { name: /that match/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('not on this page').waitFor();
    await page.waitForFunction(() => document.activeElement !== document.body);
    await page.getByRole('button', { name: 'Clear', exact: true }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement !== document.body && document.activeElement?.isConnected);
    await page.getByRole('button', { name: /^Actions/ }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Dismiss: Select rows first' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement !== document.body);
    await page.close();
  });
});
