/** What only a real browser can show, whatever the program answers: layout,
 * scrolling, focus. */

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launch, visit } from './browser';

const url = inject('fake');
let context: BrowserContext;
beforeAll(async () => {
  context = await launch();
});
afterAll(async () => {
  await context.browser()?.close();
});

async function open(query = ''): Promise<Page> {
  const { page } = await visit(context, url, query);
  await page.locator('[role="row"][data-row="0"]').waitFor();
  return page;
}

const focusRow = (page: Page) => page.evaluate(() => document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null);
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

/** Full screen with descriptions of several lines. */
async function wrapped(width: number, height: number): Promise<Page> {
  const page = await open();
  await page.setViewportSize({ width, height });
  await page.getByRole('textbox', { name: /^Search member/ }).fill('delivery_failed');
  await page.getByText('matching events').waitFor();
  await page.getByRole('button', { name: 'Full screen' }).click();
  await page.getByRole('button', { name: 'Leave full screen' }).waitFor();
  return page;
}

describe('the table by mouse and keys', () => {
  const selected = (page: Page) => page.locator('[role="row"][aria-selected="true"]').count();

  it('all of a row is its cells: a press below a short text is one on its cell', async () => {
    const page = await wrapped(1000, 640);
    for (const row of [0, 1]) await page.locator(`[data-row="${String(row)}"] [role="checkbox"]`).click();
    const box = await page.locator('[data-row="2"]').boundingBox();
    if (!box || box.height < 40) throw new Error('the row is not wrapped');
    for (const col of [1, 2, 4]) {
      const at = await page.locator(`[data-row="2"] > [data-col="${String(col)}"]`).boundingBox();
      await page.mouse.click((at?.x ?? 0) + 20, box.y + box.height - 4);
      expect(await selected(page), `column ${String(col)}`).toBe(2);
    }
    await page.mouse.dblclick(box.x + 100, box.y + box.height - 4);
    await page.getByRole('complementary', { name: 'Event' }).waitFor();
    await page.close();
  });

  it('in full screen the event that was opened stays in view', async () => {
    const page = await wrapped(900, 480);
    const last = await page.evaluate(() => {
      const grid = document.querySelector('[role="grid"]')?.getBoundingClientRect();
      const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter((row) => row.getBoundingClientRect().bottom <= (grid?.bottom ?? 0));
      const row = rows.at(-1);
      row?.querySelector<HTMLElement>('[data-col="1"]')?.focus();
      return row?.getAttribute('data-row');
    });
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Event' }).waitFor();
    expect(await focusRow(page)).toBe(last);
    expect(await focusInView(page)).toBe(true);
    await page.close();
  });

  it('a press of the mouse hides the ring, the next key shows it', async () => {
    const page = await open();
    const ring = () => page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
    await page.locator('[data-row="0"] > [data-col="1"]').click();
    expect(await ring()).toBe('none');
    await page.keyboard.press('ArrowUp');
    expect(await focusRow(page)).toBe('-1');
    expect(await ring()).toBe('solid');
    await page.close();
  });

  it('keys reach what is cut off sideways, and come back', async () => {
    const page = await open();
    await page.setViewportSize({ width: 1000, height: 640 });
    await page.locator('[role="columnheader"] button').first().focus();
    for (let i = 0; i < 30; i++) await page.keyboard.press('Shift+ArrowRight');
    const inView = () =>
      page.evaluate(() => {
        const cell = document.activeElement?.closest('[data-col]')?.getBoundingClientRect();
        const grid = document.querySelector('[role="grid"]');
        const box = grid?.getBoundingClientRect();
        return !!cell && !!grid && !!box && grid.scrollWidth > grid.clientWidth && cell.left >= box.left - 1 && cell.right <= box.left + grid.clientWidth + 1;
      });
    await page.keyboard.press('ArrowDown');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowLeft', 'ArrowLeft']) {
      await page.keyboard.press(key);
      expect(await inView(), key).toBe(true);
    }
    await page.close();
  });
});

describe('filters out of sight', () => {
  it.each([[1280, 800], [1000, 640]])('%i x %i: what is filtered by is said beside an event, and the filters are at hand', async (width, height) => {
    const page = await open();
    await page.setViewportSize({ width, height });
    const said = page.getByRole('group', { name: 'Filters in force' });
    await page.getByRole('navigation', { name: 'Filters' }).getByText('webhook', { exact: true }).click();
    await page.getByText('matching events').waitFor();
    expect(await said.isVisible()).toBe(false);
    await page.locator('[data-row="0"] > [data-col="1"]').dblclick();
    await page.getByRole('complementary', { name: 'Event' }).waitFor();
    expect(await said.innerText()).toContain('Filters: category webhook');
    expect(await page.getByRole('button', { name: 'Show or hide filters' }).isVisible()).toBe(true);
    await said.getByRole('button', { name: 'Show filters' }).click();
    await page.getByRole('navigation', { name: 'Filters' }).waitFor();
    expect(await said.isVisible()).toBe(false);
    await page.waitForFunction(() => document.activeElement?.closest('[data-filters]') !== null);
    await page.keyboard.press('Control+b');
    await said.getByRole('button', { name: 'Clear filters' }).click();
    await said.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.closest('[role="grid"]') !== null);
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

describe('the footer between filters and event', () => {
  it.each([[1280, 800], [1240, 700], [1239, 700], [1000, 640]])('%i x %i: its words and the pager are in reach on the last of many pages', async (width, height) => {
    const page = await open('?events=100000');
    await page.setViewportSize({ width, height });
    await page.getByRole('textbox', { name: 'Page, of 500' }).fill('500');
    await page.keyboard.press('Enter');
    await page.getByText('99,801–100,000').waitFor();
    await page.locator('[data-row="0"] > [data-col="1"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('complementary', { name: 'Event' }).waitFor();
    const filters = page.getByRole('navigation', { name: 'Filters' });
    if (!(await filters.isVisible())) await page.keyboard.press('Control+b');
    await filters.waitFor();
    const check = async (selected: boolean) => {
      const words = await page.getByText('99,801–100,000').boundingBox();
      const footer = await page.locator('footer').first().evaluate((e) => ({ over: e.scrollHeight - e.clientHeight, box: e.getBoundingClientRect().toJSON() as DOMRect }));
      expect(footer.over, 'nothing is cut off').toBeLessThanOrEqual(0);
      expect(words && words.y >= footer.box.top && words.y + words.height <= footer.box.bottom).toBe(true);
      for (const name of ['Previous page', ...(selected ? ['Clear'] : [])]) {
        const reached = await page.getByRole('button', { name, exact: true }).evaluate((e) => {
          const { left, top, width, height } = e.getBoundingClientRect();
          return e.contains(document.elementFromPoint(left + width / 2, top + height / 2));
        });
        expect(reached, name).toBe(true);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
    };
    await check(false);
    await page.locator('[data-row="0"] > [data-col="1"]').focus();
    await page.keyboard.press('Control+a');
    await page.getByRole('button', { name: 'Actions (200)' }).waitFor();
    await check(true);
    await page.close();
  });
});

describe('forced colours', () => {
  it('what is selected, checked, marked, focused and drawn can be told from the rest', async () => {
    const forced = await launch({ forced: true });
    const { page } = await visit(forced, url);
    await page.locator('[data-row="2"] [role="checkbox"]').click();
    await page.getByRole('textbox', { name: /^Search member/ }).fill('webhook');
    await page.locator('mark').first().waitFor();
    await page.locator('[data-row="0"] [role="checkbox"]').click();
    await page.keyboard.press('ArrowDown');
    const looks = await page.evaluate(() => {
      const style = (selector: string, part?: string) => getComputedStyle(document.querySelector(selector) ?? document.body, part);
      const [box, tick, row, mark, bar] = [
        style('[data-row="0"] [role="checkbox"]'), style('[data-row="0"] [role="checkbox"]', '::after'), style('[role="row"][aria-selected="true"]'),
        style('mark'), style('[role="group"][aria-label="Events over time"] svg path, [role="group"][aria-label="Events over time"] svg rect'),
      ];
      const page = getComputedStyle(document.body).backgroundColor;
      return {
        tick: tick.borderRightColor !== box.backgroundColor,
        box: box.backgroundColor !== page || box.borderTopColor !== page,
        row: row.outlineStyle === 'solid' && row.outlineColor !== page,
        mark: mark.backgroundColor !== page,
        focus: style(':focus').outlineStyle !== 'none',
        bar: bar.fill !== page,
      };
    });
    expect(looks).toEqual({ tick: true, box: true, row: true, mark: true, focus: true, bar: true });
    await page.getByRole('button', { name: /^credit, / }).click();
    const pressed = page.locator('[aria-pressed="true"]').first();
    await pressed.waitFor();
    expect(await pressed.evaluate((one) => {
      const other = document.querySelector('[aria-pressed="false"]');
      const of = (element: Element) => { const { backgroundColor, borderTopColor, borderTopStyle, outlineStyle, color } = getComputedStyle(element); return [backgroundColor, borderTopColor, borderTopStyle, outlineStyle, color].join(); };
      return other !== null && of(one) !== of(other);
    })).toBe(true);
    await forced.browser()?.close();
  });
});

describe('the focus is never lost', () => {
  const lost = (page: Page) => page.evaluate(() => document.activeElement === document.body || document.activeElement === null);

  it('after each dialog', async () => {
    const page = await open();
    for (const label of ['New archive…', 'Import…', 'Past imports', 'Save this search…', 'Choose dates…', 'Select by event id…', 'Settings…', 'Keyboard shortcuts']) {
      await page.getByRole('button', { name: /Northwind 2026/ }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('menuitem', { name: label }).click();
      await page.getByRole('dialog').waitFor();
      expect(await lost(page), label).toBe(false);
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.waitForFunction(() => document.activeElement !== document.body);
    }
    await page.close();
  });

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
    const scrolled = () => page.getByRole('grid', { name: 'Events' }).evaluate((grid) => grid.scrollTop);
    await page.mouse.move(700, 500);
    await page.mouse.wheel(0, 2000);
    await expect.poll(scrolled).toBe(2000);
    await page.getByRole('button', { name: 'Dismiss: Select rows first' }).click();
    await page.waitForFunction(() => document.activeElement !== document.body);
    expect(await scrolled()).toBe(2000); // the table stays where the officer reads it
    await page.close();
  });
});
