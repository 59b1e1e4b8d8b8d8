import { defineConfig } from 'vitest/config';

/** Tests of verify.html in a real browser, which need neither the program nor the fake. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/verify.spec.ts'],
    globalSetup: ['browser/setupVerify.ts'],
    setupFiles: ['browser/failed.ts'],
    reporters: ['default', './browser/tally.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
  },
});
