import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: import.meta.dirname,
  test: {
    environment: 'node',
    include: ['**/*.test.ts'],
    restoreMocks: true,
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
