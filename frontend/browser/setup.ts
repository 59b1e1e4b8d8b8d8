/** Before all tests: the program runs, and so does the window over the fake;
 * there are export files to take in. After them, all of it is gone. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';
import { writeFiles } from './files';
import { Program } from './program';

declare module 'vitest' {
  interface ProvidedContext {
    fake: string;
    program: string;
    folder: string;
  }
}

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-window-'));
  const server = await preview({ mode: 'fake', build: { outDir: 'dist-fake' }, preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
  writeFiles(folder);
  const program = await Program.start(folder);
  project.provide('fake', server.resolvedUrls?.local[0] ?? '');
  project.provide('program', program.url);
  project.provide('folder', folder);
  return async () => {
    await program.stop();
    await server.close();
    execFileSync('chmod', ['-R', 'u+w', folder]); // archives are sealed
    rmSync(folder, { recursive: true, maxRetries: 10, retryDelay: 200 }); // a browser may still be ending
  };
}
