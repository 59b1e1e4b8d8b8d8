import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Puts script and style into the page, under a policy that allows these and nothing more:
 * whoever opens the file has all of it, and it can reach nothing. */
const oneFile: Plugin = {
  name: 'daybook-one-file',
  apply: 'build',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const page = bundle['index.html'];
    if (page?.type !== 'asset') throw new Error('there is no page');
    let script = '';
    let style = '';
    for (const [name, file] of Object.entries(bundle)) {
      if (file.type === 'chunk') script += file.code;
      else if (name.endsWith('.css')) style += String(file.source);
      if (name !== 'index.html') delete bundle[name];
    }
    // What would end the element within a text of the script is written otherwise there.
    script = script.replaceAll('</script', '<\\/script').trim();
    style = style.trim();
    const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; worker-src blob:; base-uri 'none'; form-action 'none'`;
    const html = String(page.source)
      .replace(/\s*<script[^>]*><\/script>/, '')
      .replace(/\s*<link rel="stylesheet"[^>]*>/g, '')
      .replace(/(<meta charset="utf-8" \/>)/, (charset) => `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`)
      .replace('</head>', () => `  <style>${style}</style>\n  </head>`)
      .replace('</body>', () => `  <script type="module">${script}</script>\n  </body>`);
    if (/<(?:script|link|img)[^>]*\s(?:src|href)=/.test(html.replace(script, ''))) throw new Error('the page has parts outside of it');
    page.source = html;
    page.fileName = 'verify.html';
  },
};

export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../node_modules/.vite',
  base: './',
  publicDir: false,
  plugins: [oneFile],
  worker: { format: 'iife' },
  build: {
    outDir: '../../build/bin',
    emptyOutDir: false,
    target: ['safari17.5', 'chrome123', 'firefox128'],
    cssTarget: ['safari17.5', 'chrome123', 'firefox128'],
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: 'node',
    include: ['**/*.test.ts'],
    restoreMocks: true,
    pool: 'threads',
    maxWorkers: 2,
    testTimeout: 60_000,
  },
});
