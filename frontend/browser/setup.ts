/** Before all tests: the program runs, and so do the window over the fake and a
 * browser; there are export files to take in. After them, all of it is gone. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserServer } from 'playwright-core';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { writeFiles } from './files';
import { Program } from './program';

declare module 'vitest' {
  interface ProvidedContext {
    fake: string;
    program: string;
    folder: string;
    browser: string;
  }
}

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-window-'));
  const server = await preview({ mode: 'fake', build: { outDir: 'dist-fake' }, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  const browser = await startBrowser();
  writeFiles(folder);
  const program = await Program.start(folder);
  project.provide('fake', server.resolvedUrls?.local[0] ?? '');
  project.provide('program', program.url);
  project.provide('folder', folder);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await program.stop();
    await server.close();
    rmSync(folder, { recursive: true });
  };
}

/** The one browser that the tests of each file connect to. */
export function startBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    host: '127.0.0.1',
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: 'disabled:' },
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
    ],
  });
}
