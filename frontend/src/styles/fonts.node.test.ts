// It reads files, so it is no part of the page: tsconfig.browser.json checks its types.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';

const knownTags = 'cmap head hhea hmtx maxp name OS/2 post cvt fpgm glyf loca prep CFF VORG EBDT EBLC gasp hdmx kern LTSH PCLT VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG sbix acnt avar bdat bloc bsln cvar fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill'.split(' ');

/** How many outlines the glyph has that stands for every character that a font
 * lacks: the first of table glyf in a WOFF2 file (W3C, sections 4 and 5.1). */
function outlinesOfNone(file: Buffer): number {
  const tables = file.readUInt16BE(12);
  let at = 48;
  const number = () => {
    let value = 0;
    for (;;) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 127);
      if (byte < 128) return value;
    }
  };
  let offset = 0;
  let glyf = -1;
  for (let i = 0; i < tables; i++) {
    const flags = file.readUInt8(at++);
    const tag = (flags & 63) === 63 ? file.toString('latin1', at, (at += 4)) : knownTags[flags & 63];
    const original = number();
    const transformed = tag === 'glyf' || tag === 'loca' ? flags >> 6 === 0 : flags >> 6 !== 0;
    const length = transformed ? number() : original;
    if (tag === 'glyf') glyf = offset;
    offset += length;
  }
  const data = brotliDecompressSync(file.subarray(at, at + file.readUInt32BE(20)));
  return data.readInt16BE(glyf + 36);
}

const folder = import.meta.dirname;
const fonts = [...readFileSync(join(folder, 'fonts.css'), 'utf8').matchAll(/url\('([^']+)'\)/g)].map(([, url = '']) => {
  const own = join(folder, url);
  return existsSync(own) ? own : join(folder, '../../node_modules', url);
});

it('each font of the window draws something for a character that no font has', () => {
  expect(fonts).toHaveLength(2);
  for (const font of fonts) expect(outlinesOfNone(readFileSync(font)), font).toBeGreaterThan(0);
});

it('which the font as it comes from its package does not', () => {
  const packaged = join(folder, '../../node_modules/inter-ui/variable-latin/InterVariable-subset.woff2');
  expect(outlinesOfNone(readFileSync(packaged)), 'it does now: build/fonts.sh is not needed any more').toBe(0);
});
