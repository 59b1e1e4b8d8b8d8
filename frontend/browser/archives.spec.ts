/** From the first start to an archive with events in it; what goes wrong on the
 * way. The program is the real one, its dialogs are answered. */

import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {} from '../src/api/wails';
import { launch } from './browser';
import { sampleEvents } from './files';
import { at, command, desktop, focus, number, row, startScreen, total } from './steps';

let context: BrowserContext;
let page: Page;
let errors: string[];
beforeAll(async () => {
  context = await launch();
  ({ page, errors } = await startScreen(context));
});
afterAll(() => context.browser()?.close());

const notice = (title: RegExp) => page.getByRole('region', { name: title });
const importFiles = async (...names: string[]) => {
  desktop().answer(...names.map(at));
  await page.keyboard.press('Control+I');
  await page.getByRole('button', { name: 'Choose files…' }).click();
};

describe('the first start', () => {
  it('offers a new archive, an old one and the sample', async () => {
    for (const name of [/^New archive/, /^Open archive/, /^Try the sample/]) expect(await page.getByRole('button', { name }).isVisible()).toBe(true);
  });

  it('cancelling the dialog of a folder changes nothing', async () => {
    await page.getByRole('button', { name: /^Open archive/ }).click();
    await page.waitForFunction(() => document.activeElement?.textContent?.startsWith('Open archive'));
    await expect.poll(() => desktop().take('asked')).toBe('Open an archive');
    expect(await page.getByRole('region', { name: /./ }).and(page.locator('[data-kind]')).count()).toBe(0);
  });

  it('makes an archive with its name and plan, and it is empty', async () => {
    desktop().answer(at(''));
    await page.getByRole('button', { name: /^New archive/ }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Contoso 2026');
    await page.getByRole('radio', { name: /^Enterprise/ }).check({ force: true });
    await page.getByRole('button', { name: 'Choose a folder…' }).click();
    await page.getByRole('heading', { name: 'This archive is empty' }).waitFor();
    expect(JSON.parse(readFileSync(join(at('Contoso 2026.daybook'), 'archive.json'), 'utf8'))).toMatchObject({ name: 'Contoso 2026', plan: 'enterprise' });
    await page.getByText('Enterprise plan, kept 1 year').waitFor();
    await page.getByText('No events', { exact: true }).waitFor();
    await expect.poll(() => focus(page)).toBe('Import…');
  });

  it('refuses what is no archive, and says what to do', async () => {
    desktop().answer(at('config'));
    await page.keyboard.press('Control+O');
    await notice(/was not opened$/).getByText(/^Not a Daybook archive: .*\. Choose a folder that Daybook made\.$/).waitFor();
    await page.getByRole('button', { name: /^Dismiss/ }).click();
  });
});

describe('an import', () => {
  it('takes several files in, each with its counts, and refuses one that is none', async () => {
    await page.evaluate(() => window.go?.main?.App?.CloseArchive());
    desktop().answer(at(''));
    await page.reload();
    await page.getByRole('button', { name: /^New archive/ }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Taken in');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'This archive is empty' }).waitFor();
    await importFiles('feed.json', 'more.csv', 'trail.json', 'changed.json', 'notes.txt');
    await notice(/^4 of 5 files imported/).getByText(/^1 file was not imported\. /).waitFor();
    await total(page, sampleEvents + 3);
    await row(page, 0).waitFor();
  });

  it('reports read, added, duplicates, conflicts and rejected, with each reason', async () => {
    await notice(/^4 of 5 files imported/).getByRole('button', { name: 'Report' }).click();
    const report = page.getByRole('dialog', { name: /^Import report of 5 files/ });
    const words = (await report.locator('section').filter({ hasText: 'more.csv' }).first().innerText()).replace(/\s+/g, ' ');
    for (const part of ['Read 3', 'Added 1', 'Duplicates 0', 'Rejected 2', 'Actor is missing or empty', '03/04/2026']) expect(words).toContain(part);
    expect((await report.locator('section').filter({ hasText: 'changed.json' }).first().innerText()).replace(/\s+/g, ' ')).toContain('Conflicts 1');
    expect(await report.innerText()).toContain('notes.txt was not imported');
  });

  it('saves the rejections to a file', async () => {
    desktop().answer(at('rejected.txt'));
    await page.getByRole('button', { name: 'Save the rejections…' }).click();
    await expect.poll(() => existsSync(at('rejected.txt'))).toBe(true);
    expect(readFileSync(at('rejected.txt'), 'utf8')).toMatch(/2 records were rejected of 3 read\n.*actor.*\n.*03\/04\/2026/);
    expect(desktop().take('asked')).toContain('rejected.txt');
    await page.getByRole('dialog').getByRole('region', { name: '2 rejections saved' }).getByRole('button', { name: 'Show in folder' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('the same file again adds nothing', async () => {
    await importFiles('feed.json');
    await notice(/^feed.json imported/).getByText(`0 added, ${number(sampleEvents)} duplicates, 0 conflicts, 0 rejected.`).waitFor();
    await total(page, sampleEvents + 3);
  });

  it('is cancelled, and the archive is as it was', async () => {
    const many = Array.from({ length: 150_000 }, (_, i) => ({ event_id: `many-${String(i)}`, actor: 'system', category: 'credit', action: 'charge', description: `Charge ${String(i)}`, timestamp: '2026-01-01T00:00:00Z' }));
    writeFileSync(at('many.json'), JSON.stringify(many));
    await importFiles('many.json', 'many.json', 'many.json', 'many.json');
    await page.getByRole('progressbar', { name: 'Importing many.json' }).waitFor();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('201–400').waitFor(); // the table is of use meanwhile
    await page.getByRole('button', { name: /^Cancel: Importing/ }).click();
    await notice(/^Import cancelled/).waitFor();
    await total(page, sampleEvents + 3);
    await expect.poll(() => focus(page)).not.toBe('');
  });

  it('all of them are listed, each with its report and its events', async () => {
    await command(page, /^Past imports/);
    const list = page.getByRole('dialog', { name: 'Past imports' });
    await list.getByRole('button', { name: /trail\.json/ }).click();
    expect(await list.innerText()).toContain('SHA-256');
    await list.getByRole('button', { name: 'Show the events of this import' }).click();
    await total(page, 1);
    await page.getByRole('button', { name: 'Back to the search before' }).click();
    await total(page, sampleEvents + 3);
  });
});

describe('trouble', () => {
  it('an archive that another program holds is named with who holds it', async () => {
    const held = at('Sample.daybook');
    const holder = spawn('flock', [join(held, 'LOCK'), '-c', 'echo held; read _'], { stdio: ['pipe', 'pipe', 'inherit'] });
    await new Promise((done) => holder.stdout.once('data', done));
    desktop().answer(held);
    await page.keyboard.press('Control+O');
    await notice(/Sample\.daybook was not opened$/).getByText(/has had it open|another program has it open/i).waitFor();
    holder.stdin.end('\n');
    await new Promise((done) => holder.once('exit', done));
    await page.getByRole('heading', { level: 1, name: 'Taken in' }).waitFor({ state: 'attached' });
  });

  it('a damaged archive is told, and nothing is shown as if it were whole', async () => {
    cpSync(at('Sample.daybook'), at('Damaged.daybook'), { recursive: true });
    const segment = join(at('Damaged.daybook'), 'segments', readdirSync(join(at('Damaged.daybook'), 'segments'))[0] ?? '', 'events');
    const table = join(segment, readdirSync(segment).find((name) => name.endsWith('.sst')) ?? '');
    execFileSync('chmod', ['-R', 'u+w', at('Damaged.daybook')]);
    appendFileSync(table, "x");
    desktop().answer(at('Damaged.daybook'));
    await page.keyboard.press('Control+O');
    await page.locator('[data-kind="error"]').or(page.getByText(/damaged/i)).first().waitFor();
  });

  it('went without an error of the page', () => {
    expect(errors).toEqual([]);
  });
});
