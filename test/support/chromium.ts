import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * A real headless browser for a test file, to be closed in its `afterAll`: CHROMIUM_PATH, or what the PATH has. Where none
 * is to be had the tests that need one are skipped (`describe.skipIf(!browser)`) with a line that says so, except with
 * CI=true, where they must run.
 */
export async function chromiumOrSkip(): Promise<Browser | undefined> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? (await findOnPath());
  if (executablePath !== undefined) {
    // The sandbox needs privileges that containers lack; nothing is loaded but our own pages.
    return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  }
  const why = 'no Chromium is on the PATH: install one, or set CHROMIUM_PATH to one';
  if (process.env['CI'] === 'true') throw new Error(`The pages must be tested, but ${why}`);
  console.warn(`Tests of pages in a browser are skipped, ${why}.`);
  return undefined;
}

async function findOnPath(): Promise<string | undefined> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const file of NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))) {
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      // Not here: the next place.
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
