import { defineConfig } from 'vitest/config';

/** Tests in a real browser, over the program and over the fake: see
 * make test-browser, which builds both. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/**/*.spec.ts'],
    exclude: ['browser/verify.spec.ts'],
    globalSetup: ['browser/setup.ts'],
    setupFiles: ['browser/failed.ts'],
    reporters: ['default', './browser/tally.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    maxWorkers: 1,
    maxConcurrency: 2,
  },
});
