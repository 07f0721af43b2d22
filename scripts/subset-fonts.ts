/**
 * Makes the fonts that invoices are written with anew: Noto Sans from its npm package, cut down to the letters of European
 * names, so that the invoicing Worker stays small. `node scripts/subset-fonts.ts` writes workers/domains/invoicing/pdf/fonts.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
// @ts-expect-error -- the package has no types
import untypedSubsetFont from 'subset-font';

const subsetFont = untypedSubsetFont as (font: Buffer, letters: string, options: object) => Promise<Buffer>;

const PACKAGE = '@expo-google-fonts/noto-sans@0.4.2';
const FONTS = {
  'NotoSans-Regular.ttf': '400Regular/NotoSans_400Regular.ttf',
  'NotoSans-Bold.ttf': '700Bold/NotoSans_700Bold.ttf',
};

/** Latin with the letters of every EU language, Greek, Cyrillic, and the signs that an invoice or a name may hold. */
const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x218, 0x21b],
  [0x386, 0x3ce],
  [0x400, 0x45f],
  [0x1e9e, 0x1e9e],
  [0x2010, 0x2026],
  [0x2030, 0x2030],
  [0x20ac, 0x20ac],
  [0x2116, 0x2122],
  [0x2212, 0x2212],
];
const letters = RANGES.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, place) => String.fromCodePoint(first + place)),
).join('');

const target = join(import.meta.dirname, '../workers/domains/invoicing/pdf/fonts');
const workshop = mkdtempSync(join(tmpdir(), 'fonts-'));
try {
  const packed = execFileSync('npm', ['pack', PACKAGE, '--silent', '--pack-destination', workshop], {
    encoding: 'utf8',
  });
  execFileSync('tar', ['-xzf', join(workshop, packed.trim()), '-C', workshop]);
  for (const [name, source] of Object.entries(FONTS)) {
    const whole = readFileSync(join(workshop, 'package', source));
    writeFileSync(join(target, name), await subsetFont(whole, letters, { targetFormat: 'truetype' }));
  }
  copyFileSync(join(workshop, 'package/LICENSE_FONT'), join(target, 'OFL.txt'));
} finally {
  rmSync(workshop, { recursive: true });
}
