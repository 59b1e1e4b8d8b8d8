/** Before the tests of the page that verifies bundles: it is built, there are bundles of
 * every kind, and a browser runs. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import type { TestProject } from 'vitest/node';
import { startBrowser } from './setup';

declare module 'vitest' {
  interface ProvidedContext {
    vectors: string;
  }
}

const root = join(import.meta.dirname, '../..');

export default async function setup(project: TestProject) {
  await build({ configFile: join(import.meta.dirname, '../verify/vite.config.ts'), logLevel: 'warn' });
  const vectors = process.env['VECTORS'] ?? mkdtempSync(join(tmpdir(), 'daybook-vectors-'));
  if (!existsSync(join(vectors, 'large.zip'))) execFileSync('go', ['run', './build/vectors', '-words', '-large', '100000', vectors], { cwd: root, stdio: 'inherit' });
  const browser = await startBrowser();
  project.provide('vectors', vectors);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    if (!process.env['VECTORS']) rmSync(vectors, { recursive: true });
  };
}
