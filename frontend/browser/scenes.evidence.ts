/** Screens of evidence and retention. */

import type { Page } from 'playwright-core';
import { command, rows, search, type Scene } from './scene';

/** Makes the plan one under which most events are due, of which the program then
 * tells by itself. */
const dueUnderFree = async (page: Page) => {
  await command(page, /Change the plan/);
  await page.getByText('Free', { exact: true }).click();
  await page.getByText('are due.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Change the plan' }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
};

const askForBundle = async (page: Page) => {
  await rows(page);
  await page.locator('[data-row="1"] [role="checkbox"]').click();
  await page.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: /^Export evidence bundle/ }).click();
  await page.getByRole('dialog').waitFor();
};

export const evidenceScenes: readonly Scene[] = [
  {
    name: 'plan',
    go: async (page) => {
      await command(page, /Change the plan/);
      await page.getByText('Free', { exact: true }).click();
      await page.getByText('are due.').waitFor();
    },
  },
  {
    name: 'purge',
    go: async (page) => {
      await dueUnderFree(page);
      await page.getByRole('button', { name: 'Review…' }).click();
      await page.getByRole('button', { name: /^Purge [\d,]+ events/ }).waitFor();
    },
  },
  {
    name: 'receipts',
    go: async (page) => {
      await dueUnderFree(page);
      await page.getByRole('button', { name: 'Review…' }).click();
      await page.getByRole('button', { name: /^Purge [\d,]+ events/ }).click();
      await page.getByRole('button', { name: 'Show receipts' }).click();
      await page.getByText('of the journal').waitFor();
    },
  },
  {
    name: 'holds',
    go: async (page) => {
      await search(page, 'webhook');
      await command(page, /Holds/);
      await page.getByRole('textbox', { name: 'Name' }).fill('Matter 17');
      await page.getByRole('textbox', { name: 'Reason' }).fill('Asked for by counsel');
      await page.getByRole('button', { name: 'Place the hold' }).click();
      await page.getByRole('button', { name: 'Release H1…' }).click();
      await page.getByRole('textbox', { name: 'Why H1 is released' }).waitFor();
    },
  },
  {
    name: 'verify',
    query: '?pace=1',
    go: async (page) => {
      await command(page, /^Verify…/);
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
      await page.getByText(/^Verified: /).waitFor();
    },
  },
  {
    name: 'verifying',
    query: '?pace=20000',
    go: async (page) => {
      await command(page, /^Verify…/);
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
      await page.getByRole('dialog').getByRole('progressbar').waitFor();
    },
  },
  {
    name: 'verify-problems',
    query: '?pace=1&damage=event%20number%2017%20(evt_17):%20it%20does%20not%20hash%20to%20its%20leaf',
    go: async (page) => {
      await command(page, /^Verify…/);
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
      await page.getByRole('heading', { name: '1 problem found' }).waitFor();
    },
  },
  ...(['good', 'known', 'repacked', 'damaged', 'none'] as const).map((bundle): Scene => ({
    name: `bundle-${bundle}`,
    query: `?pace=1&bundle=${bundle}`,
    go: async (page) => {
      await command(page, /^Verify an evidence bundle/);
      await page.getByRole('dialog').getByRole('heading', { level: 3 }).waitFor();
    },
  })),
  {
    name: 'bundle-lacking',
    query: '?unread=52&readOnly',
    go: async (page) => {
      await askForBundle(page);
      await page.getByText('no bundle can have them').waitFor();
    },
  },
  {
    name: 'hold-empty',
    go: async (page) => {
      await search(page, 'webhook OR domain');
      await page.getByRole('heading', { name: 'No event matches' }).waitFor(); // there are no rows to wait for
      await page.getByRole('button', { name: /Northwind 2026/ }).click();
      await page.getByRole('menuitem', { name: /^Holds/ }).click();
      await page.getByText(/: 0 events now/).waitFor();
      await page.getByRole('textbox', { name: 'Reason' }).fill('Asked for by counsel');
      await page.getByRole('button', { name: 'Place the hold' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'verify-notes',
    query: '?pace=1&foreign&readOnly',
    go: async (page) => {
      await command(page, /^Verify…/);
      await page.getByRole('button', { name: 'Verify', exact: true }).click();
      await page.getByText(/^Note: desktop\.ini/).waitFor();
    },
  },
  {
    name: 'bundle-good-start',
    query: '?events=0&pace=1',
    go: async (page) => {
      await page.getByRole('button', { name: /^Verify an evidence bundle/ }).click();
      await page.getByRole('dialog').getByRole('heading', { level: 3 }).waitFor();
    },
  },
  {
    name: 'bundle-compared',
    query: '?pace=1',
    go: async (page) => {
      await command(page, /^Verify an evidence bundle/);
      for (const [button, says] of [['A key…', /^Signed with the key in/], ['A checkpoint…', /^The checkpoint of 4,000/]] as const) {
        await page.getByRole('button', { name: button }).click();
        await page.getByText(says).waitFor();
      }
    },
  },
  {
    name: 'bundle-verifying',
    query: '?pace=20000',
    go: async (page) => {
      await command(page, /^Verify an evidence bundle/);
      await page.getByRole('dialog').getByRole('progressbar').waitFor();
    },
  },
  {
    name: 'bundle',
    go: async (page) => {
      await askForBundle(page);
      await page.getByRole('textbox', { name: 'Case' }).fill('C-2026-017');
      await page.getByRole('textbox', { name: 'Purpose' }).fill('Quarterly access review');
      await page.getByRole('textbox', { name: 'Recipient' }).fill('Example & Partners LLP');
    },
  },
  {
    name: 'bundle-left-out',
    go: async (page) => {
      await askForBundle(page);
      await page.getByRole('button', { name: 'Leave something out…' }).click();
      await page.getByText('Members', { exact: true }).click();
      await page.getByText('Only the 1 selected event').click();
      await page.getByText(/the member will be left out/).waitFor();
    },
  },
  {
    name: 'bundle-for-keys',
    go: async (page) => {
      await askForBundle(page);
      await page.getByRole('button', { name: 'Encrypt for…' }).click();
      await page.getByRole('textbox', { name: 'Public keys of the recipients' }).fill('AGE-SECRET-KEY-1');
      await page.getByRole('button', { name: 'Choose a file…' }).click();
    },
  },
  {
    name: 'bundle-by-passphrase',
    go: async (page) => {
      await askForBundle(page);
      await page.getByRole('button', { name: 'Encrypt for…' }).click();
      await page.getByText('A passphrase', { exact: true }).click();
      await page.getByLabel('Passphrase', { exact: true }).fill('too short');
      await page.getByRole('button', { name: 'Choose a file…' }).click();
    },
  },
  {
    name: 'bundle-keyed',
    query: '?pace=1&bundle=keyed',
    go: async (page) => {
      await command(page, /^Verify an evidence bundle/);
      await page.getByRole('button', { name: 'Choose the file of a private key…' }).waitFor();
    },
  },
  {
    name: 'bundle-locked-again',
    query: '?pace=1&bundle=locked',
    go: async (page) => {
      await command(page, /^Verify an evidence bundle/);
      await page.getByLabel('Passphrase', { exact: true }).fill('another one');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'That passphrase does not open it' }).waitFor();
    },
  },
  {
    name: 'bundle-written',
    query: '?pace=1',
    go: async (page) => {
      await askForBundle(page);
      await page.getByRole('button', { name: 'Choose a file…' }).click();
      await page.getByRole('region', { name: /^Evidence bundle of 1 event written/ }).waitFor();
    },
  },
  {
    name: 'checkpoint-saved',
    go: async (page) => {
      await command(page, /^Checkpoints/);
      await page.getByRole('button', { name: /^Save checkpoint/ }).click();
      await page.getByRole('heading', { name: 'Checkpoint saved' }).waitFor();
    },
  },
  {
    name: 'cosign',
    go: async (page) => {
      await command(page, /^Checkpoints/);
      await page.getByRole('button', { name: /^Cosign a checkpoint/ }).click();
      await page.getByRole('textbox', { name: 'Your name as a witness' }).waitFor();
    },
  },
  {
    name: 'cosigned',
    go: async (page) => {
      await command(page, /^Checkpoints/);
      await page.getByRole('button', { name: /^Cosign a checkpoint/ }).click();
      await page.getByRole('button', { name: /^Cosign and save/ }).click();
      await page.getByRole('heading', { name: /^Cosigned as/ }).waitFor();
    },
  },
  {
    name: 'cosigned-by-a-stranger',
    go: async (page) => {
      await command(page, /^Checkpoints/);
      await page.getByRole('button', { name: /^Take a cosigned checkpoint/ }).click();
      await page.getByRole('textbox', { name: 'Key of the witness' }).waitFor();
    },
  },
  {
    name: 'cosigned-taken',
    go: async (page) => {
      await command(page, /^Checkpoints/);
      await page.getByRole('button', { name: /^Take a cosigned checkpoint/ }).click();
      await page.getByRole('textbox', { name: 'Key of the witness' }).fill('witness/ann+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv');
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByRole('heading', { name: /^The cosigned checkpoint is in the journal/ }).waitFor();
    },
  },
  {
    name: 'checkpoint-overdue',
    query: '?overdue',
    go: async (page) => {
      await page.getByText('A checkpoint should be kept elsewhere').waitFor();
    },
  },
  {
    name: 'file-checked',
    go: async (page) => {
      await command(page, /^Checkpoints/);
      await page.getByRole('button', { name: /^Check a file/ }).click();
      await page.getByText('is as it was exported').waitFor();
    },
  },
  {
    name: 'journal',
    go: async (page) => {
      await command(page, /^Journal/);
      await page.getByText('Made import 1').waitFor();
    },
  },
  {
    name: 'checkpoints',
    go: async (page) => {
      await command(page, /^Checkpoints/);
      await page.getByRole('button', { name: /^Compare/ }).click();
      await page.getByText('The archive continues').waitFor();
    },
  },
];
