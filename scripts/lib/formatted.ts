import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './workers.ts';

/** A text as the project's formatter writes a file of that name, so that what is generated passes `npm run check`. */
export function formatted(text: string, file: string): string {
  const oxfmt = join(root, 'node_modules/.bin/oxfmt');
  const { status, stdout, stderr, error } = spawnSync(oxfmt, ['--stdin-filepath', join(root, file)], {
    input: text,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`oxfmt failed: ${stderr}`, { cause: error });
  return stdout;
}
