/** Rules of the source that a reader should not have to check. */

import { describe, expect, it } from 'vitest';

const sources: Record<string, string> = import.meta.glob(['../**/*.{ts,tsx}', '../../verify/**/*.ts'], { query: '?raw', import: 'default', eager: true });
const own = Object.entries(sources).filter(([path]) => !path.includes('/test/rules') && !path.startsWith('./rules'));
const code = (text: string) => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
const offenders = (found: (path: string, text: string) => boolean) => own.filter(([path, text]) => found(path, text)).map(([path]) => path);

/** The imports of each file from the others, including types and files that are
 * loaded later. */
function importsOf(files: readonly (readonly [string, string])[]): Map<string, string[]> {
  const paths = new Set(files.map(([path]) => path));
  return new Map(files.map(([path, text]) => {
    const from = [...code(text).matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']*)'/g)].map(([, to]) => resolve(path, to!));
    return [path, from.flatMap((to) => ['', '.ts', '.tsx', '/index.ts'].map((end) => to + end).find((one) => paths.has(one)) ?? [])];
  }));
}

function resolve(path: string, to: string): string {
  const parts = path.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    if (part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  const joined = parts.join('/');
  return joined.startsWith('.') ? joined : `./${joined}`;
}

/** One way around for each circle, so that a reader sees where it can be cut. */
function circles(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const visit = (path: string) => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path].join(' > '));
    if (at >= 0 || done.has(path)) return;
    way.push(path);
    for (const to of imports.get(path) ?? []) visit(to);
    way.pop();
    done.add(path);
  };
  for (const path of imports.keys()) visit(path);
  return found;
}

describe('the source', () => {
  it('is there', () => {
    expect(own.length).toBeGreaterThan(80);
  });

  it('has no file over 400 lines', () => {
    expect(offenders((_, text) => text.split('\n').length > 400)).toEqual([]);
  });

  it('imports in no circle', () => {
    expect(circles(importsOf(own))).toEqual([]);
  });

  it('finds a circle of imports', () => {
    const chain: [string, string][] = [['../a.ts', "import './b';"], ['../b.ts', "import type { C } from './c';\nexport * from './d';"], ['../d.ts', '']];
    expect(circles(importsOf([...chain, ['../c.ts', "const a = () => import('./a');"]]))).toEqual(['../a.ts > ../b.ts > ../c.ts > ../a.ts']);
    expect(circles(importsOf([...chain, ['../c.ts', "import { d } from './d';"]]))).toEqual([]);
  });

  it('writes no markup into the page and evaluates nothing', () => {
    expect(offenders((_, text) => /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySet|document\.write|\beval\(|new Function\(/.test(code(text)))).toEqual([]);
  });

  it('has no any', () => {
    expect(offenders((_, text) => /[:<,|(]\s*any\b(?!['"])|\bas any\b|\bany\[\]|@ts-ignore|@ts-nocheck/.test(code(text)))).toEqual([]);
  });

  it('speaks to the program in api/ alone', () => {
    expect(offenders((path, text) => !path.startsWith('../api/') && /wailsjs|window\.go\b|window\.runtime/.test(code(text)))).toEqual([]);
  });

  it('keeps components free of data', () => {
    const forbidden = /from '(\.\.\/)+(api|state|screens|commands)\b/;
    expect(offenders((path, text) => path.startsWith('../components/') && forbidden.test(text))).toEqual([]);
  });

  it('keeps the page that verifies bundles apart from the window, but for how texts are read and shown', () => {
    const forbidden = /from '(\.\.\/)+src\/(?!text|query)/;
    expect(offenders((path, text) => path.startsWith('../../verify/') && forbidden.test(text))).toEqual([]);
    expect(offenders((path, text) => !path.startsWith('../../verify/') && /from '[^']*\/verify\/(core|ui|job|worker)/.test(text))).toEqual([]);
  });

  it('keeps what verifies bundles free of the browser’s page', () => {
    expect(offenders((path, text) => path.startsWith('../../verify/core/') && /\b(?:document|window)\./.test(code(text)))).toEqual([]);
  });

  it('keeps the fake out of the program', () => {
    expect(offenders((path, text) => !/^\.(\/|\.\/test\/)/.test(path) && !/\.test\.tsx?$/.test(path) && !path.startsWith('../api/') && /api\/fake/.test(text))).toEqual([]);
  });

  it('has a component and a test in each folder', () => {
    const folders = new Set(own.flatMap(([path]) => /^\.\.\/(?:components|screens)\/([^/]+)\//.exec(path)?.[1] ?? []));
    for (const folder of folders) {
      const files = own.map(([path]) => path).filter((path) => path.includes(`/${folder}/`));
      expect(files.some((path) => path.endsWith(`/${folder}.tsx`)), folder).toBe(true);
      expect(files.some((path) => path.endsWith('.test.tsx')), `${folder} has a test`).toBe(true);
    }
  });
});
