import { defineConfig } from 'vitest/config';

/** Tests in a real browser, over the build with the fake: npm run build:fake first. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['browser/**/*.spec.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    maxWorkers: 1,
  },
});
