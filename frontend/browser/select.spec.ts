/** Selecting events and taking them out: clipboard and files. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './browser';
import { read, sampleEvents, type FeedEvent } from './files';
import { at, box, cell, command, desktop, field, folder, heading, number, openArchive, row, total } from './steps';

let context: BrowserContext;
let page: Page;
let errors: string[];
const all = sampleEvents + 3;
let feed: FeedEvent[];
beforeAll(async () => {
  feed = read(folder());
  context = await launch();
  ({ page, errors } = await openArchive(context, 'Office'));
});
afterAll(() => context.browser()?.close());

const actions = (n: number) => page.getByRole('button', { name: n > 0 ? `Actions (${number(n)})` : 'Actions', exact: true });
const act = async (n: number, label: RegExp) => {
  await actions(n).click();
  await page.getByRole('menuitem', { name: label }).click();
};
const headBox = () => page.getByRole('checkbox', { name: /on this page$/ });
const checked = async (mark: string) => expect.poll(() => headBox().getAttribute('aria-checked')).toBe(mark);
const notice = (title: RegExp) => page.getByRole('region', { name: title });
const dismiss = async () => {
  await page.getByRole('button', { name: /^Dismiss/ }).first().click();
  await page.waitForFunction(() => document.activeElement !== document.body);
};

describe('the selection', () => {
  it('with nothing selected the menu opens, and an action says what is missing', async () => {
    await act(0, /^Export as CSV/);
    await notice(/^Select rows first$/).waitFor();
    await dismiss();
  });

  it('by checkbox, range and heading; the heading is mixed in between', async () => {
    await checked('false');
    await box(page, 2).click();
    await checked('mixed');
    await row(page, 6).click({ modifiers: ['Shift'], position: { x: 400, y: 10 } });
    await actions(5).waitFor();
    await cell(page, 9, 'member').click({ modifiers: ['Control'] });
    await actions(6).waitFor();
    await headBox().click();
    await actions(200).waitFor();
    await checked('true');
    await headBox().click();
    await actions(0).waitFor();
    await checked('false');
  });

  it('by Ctrl+A the page only, then the offer of all that match, fixed', async () => {
    await cell(page, 0, 'member').focus();
    await page.keyboard.press('Control+A');
    await actions(200).waitFor();
    await page.getByRole('button', { name: `Select all ${number(all)} events that match` }).click();
    await actions(all).waitFor();
    await page.getByText(`${number(all - 200)} not on this page`).waitFor();
    await box(page, 0).click();
    await actions(all - 1).waitFor();
    await page.keyboard.press('Control+Z');
    await actions(all).waitFor();
    await page.keyboard.press('Control+Shift+Z');
    await actions(0).waitFor();
  });

  it('is by event: it survives order, search and pages, and says what is elsewhere', async () => {
    for (const index of [0, 1, 2]) await box(page, index).click();
    const chosen = await Promise.all([0, 1, 2].map((index) => row(page, index).innerText()));
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('201–400', { exact: true }).waitFor();
    await page.getByText('none on this page').waitFor();
    await heading(page, /^Member/).getByRole('button').click();
    await page.locator('[aria-sort="ascending"]').waitFor();
    await field(page).fill('zzzz');
    await total(page, 0);
    await actions(3).waitFor();
    await field(page).fill('');
    await heading(page, /^Timestamp/).getByRole('button').click();
    await page.locator('[aria-sort="descending"]').waitFor();
    await page.getByText('3 selected on this page').waitFor();
    expect(await Promise.all([0, 1, 2].map((index) => row(page, index).innerText()))).toEqual(chosen);
    expect(await page.locator('[role="row"][aria-selected="true"]').count()).toBe(3);
    await heading(page, /^Member/).getByRole('button').click();
    await page.locator('[aria-sort="ascending"]').waitFor();
    await page.getByRole('button', { name: 'Show only these' }).click();
    await total(page, 3);
    await page.getByRole('button', { name: 'Show all events' }).click();
    await total(page, all);
    await page.keyboard.press('Control+Shift+Z');
    await heading(page, /^Timestamp/).getByRole('button').click();
    await page.locator('[aria-sort="descending"]').waitFor();
  });

  it('by pasted ids, and names those that are missing', async () => {
    await command(page, /^Select by event id/);
    const ids = feed.slice(0, 3).map((event) => event.event_id);
    await page.getByRole('textbox', { name: 'Event ids' }).fill(`${ids.join(', ')}\nevt_not_there`);
    await page.getByRole('button', { name: 'Select', exact: true }).click();
    await page.getByText('3 of 4 ids found').waitFor();
    expect(await page.getByRole('list', { name: 'Ids that are missing' }).innerText()).toBe('evt_not_there');
    await page.getByRole('button', { name: 'Done' }).click();
    await page.keyboard.press('Control+Shift+Z');
    await actions(0).waitFor();
  });
});

describe('what leaves the archive', () => {
  const csv = () => desktop().take('copied');

  it('is copied as CSV and JSON, in the order of the table', async () => {
    for (const index of [5, 3]) await box(page, index).click();
    const shown = await Promise.all([3, 5].map((index) => cell(page, index, 'description').innerText()));
    await act(2, /^Copy as CSV/);
    await notice(/^2 events copied as CSV$/).waitFor();
    const lines = csv().split('\r\n');
    expect(lines[0]).toBe('event_id,actor,category,action,description,timestamp');
    expect(lines.filter(Boolean)).toHaveLength(3);
    await act(2, /^Copy as JSON/);
    await notice(/^2 events copied as JSON$/).waitFor();
    const events = JSON.parse(csv()) as FeedEvent[];
    expect(events.map((event) => event.description)).toEqual(shown);
    await dismiss();
    await dismiss();
  });

  it('is exported to a file under the default name, and shown in its folder', async () => {
    desktop().answer(at('activity.json'));
    await act(2, /^Export as JSON/);
    await notice(/^2 events exported$/).getByText(at('activity.json')).waitFor();
    expect(desktop().take('asked')).toBe('Export: activity.json');
    expect(JSON.parse(readFileSync(at('activity.json'), 'utf8'))).toHaveLength(2);
    await page.getByRole('button', { name: 'Show in folder' }).click();
    await expect.poll(() => desktop().take('shown')).toBe(at('activity.json'));
    await page.waitForFunction(() => document.activeElement !== document.body);
  });

  it('stays when the dialog is cancelled, and when a file cannot be written', async () => {
    await act(2, /^Export as CSV/);
    await expect.poll(() => desktop().take('asked')).toBe('Export: activity.csv');
    writeFileSync(at('a-file'), '');
    desktop().answer(at('a-file/activity.csv'));
    await act(2, /^Export as CSV/);
    await page.locator('[data-kind="error"]').waitFor();
    await actions(2).waitFor();
    expect(existsSync(at('activity.csv'))).toBe(false);
    await dismiss();
  });

  it('is too much for the clipboard above 1,000 events: the export is offered, and writes them all', async () => {
    await cell(page, 0, 'member').focus();
    await page.keyboard.press('Control+Shift+A');
    await actions(all).waitFor();
    await page.keyboard.press('Control+C');
    const refused = notice(/too many to copy/);
    await refused.getByText('Up to 1,000 events or 5 MB can be copied. Export them to a file instead.').waitFor();
    desktop().answer(at('activity.csv'));
    await refused.getByRole('button', { name: 'Export as CSV…' }).click();
    await notice(new RegExp(`^${number(all)} events exported$`)).waitFor();
    const text = readFileSync(at('activity.csv'), 'utf8');
    expect(text.startsWith('\ufeffevent_id,') || text.startsWith('event_id,')).toBe(true);
    expect(text.split('\r\n').filter((line) => /^(evt|trail|")/.test(line)).length).toBeGreaterThanOrEqual(sampleEvents);
    expect(desktop().take('copied')).toBe('');
  });

  it('and above 5 MB, however few the events are', async () => {
    await page.evaluate(() => window.go?.main?.App?.CloseArchive());
    await page.reload();
    desktop().answer(at('Large.daybook'));
    await page.getByRole('button', { name: /^Open archive/ }).click();
    await total(page, 7);
    await cell(page, 0, 'member').focus();
    await page.keyboard.press('Control+A');
    await actions(7).waitFor();
    await page.keyboard.press('Control+Shift+C');
    const refused = notice(/^7 events of more than 5 MB are too much to copy$/);
    desktop().answer(at('large-out.json'));
    await refused.getByRole('button', { name: 'Export as JSON…' }).click();
    await notice(/^7 events exported$/).waitFor();
    expect((JSON.parse(readFileSync(at('large-out.json'), 'utf8')) as FeedEvent[]).map((event) => event.description.length)).toEqual(Array<number>(7).fill(900_000));
    expect(desktop().take('copied')).toBe('');
  });

  it('went without an error of the page', () => {
    expect(errors).toEqual([]);
  });
});
