import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from '../../scripts/lib/workers.ts';

const ENDS_WITHIN_MS = 60_000;

/** Runs a command as an operator does, with these variables and nothing else of ours; answers how it ended and what it said. */
export async function runScript(
  script: string,
  options: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...options], {
    cwd: root,
    env: { HOME: process.env['HOME'], PATH: process.env['PATH'], ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
    // One that should have refused and serves instead is ended, and its test fails.
    timeout: ENDS_WITHIN_MS,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, said };
}
