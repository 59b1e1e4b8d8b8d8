import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// The policy in index.html forbids what Vite's own dev client needs (inline
// script and style), so that alone is served without it.
const withoutPolicyWhileServing: Plugin = {
  name: 'daybook-dev-policy',
  apply: 'serve',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  },
};

/** Fonts are fetched while the script is: without them the first layout looks for
 * others among those of the system, and is done again when they come. */
const fontsFirst: Plugin = {
  name: 'daybook-fonts-first',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((name) => name.endsWith('.woff2'))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${name}` },
          injectTo: 'head' as const,
        })),
  },
};

export default defineConfig({
  plugins: [react(), withoutPolicyWhileServing, fontsFirst],
  build: {
    target: ['safari17.5', 'chrome123'],
    cssTarget: ['safari17.5', 'chrome123'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    pool: 'threads',
    maxWorkers: 2,
    // One document for all files of a worker: making one takes longer than most tests.
    isolate: false,
    testTimeout: 60_000,
  },
});
