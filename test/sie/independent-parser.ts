import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { root } from '../../scripts/lib/workers.ts';

/** The one parser of SIE files in the registries, by somebody who keeps books with it; pandas is what it stands on. */
const PACKAGES = ['pysie-accounting==0.0.2', 'pandas==2.2.3'];
const LIBRARIES = join(root, '.tools', PACKAGES.join('+'));

const Read = z.object({
  company: z.string(),
  vouchers: z.array(
    z.object({
      number: z.string(),
      date: z.string(),
      text: z.string(),
      registered: z.string(),
      postings: z.array(z.object({ account: z.int(), amount: z.string() })),
    }),
  ),
});

/** Whether this machine has what the parser needs. */
export const canReadSie = (): boolean =>
  existsSync(LIBRARIES) || spawnSync('python3', ['-m', 'pip', '--version'], { stdio: 'ignore' }).status === 0;

/** What the independent parser has understood of a SIE file; throws with its words where it cannot read it. */
export function readSie(file: string): z.infer<typeof Read> {
  if (!existsSync(LIBRARIES)) {
    run(['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', LIBRARIES, ...PACKAGES]);
  }
  return Read.parse(JSON.parse(run([join(import.meta.dirname, 'read-sie.py'), file], { PYTHONPATH: LIBRARIES })));
}

function run(parameters: string[], variables: Record<string, string> = {}): string {
  const { status, stdout, stderr } = spawnSync('python3', parameters, {
    encoding: 'utf8',
    env: { ...process.env, ...variables },
  });
  if (status !== 0) throw new Error(`python3 ${parameters[0]} ended with ${status}: ${stderr}`);
  return stdout;
}
