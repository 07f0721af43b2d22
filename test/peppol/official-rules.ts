import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';

const run = promisify(execFile);

const validator = join(import.meta.dirname, 'validator');
const classes = join(validator, 'target/classes');
const libraries = join(validator, 'target/lib');

const Findings = z.record(
  z.string(),
  z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['fatal', 'warning']),
      message: z.string(),
      location: z.string().nullable(),
    }),
  ),
);
type Findings = z.infer<typeof Findings>;

/** Whether this machine can run the official rules: a JDK (17 or newer) and Maven. */
export const canValidate = (): boolean => ['javac', 'mvn'].every((tool) => spawnSync(tool, ['-version']).status === 0);

/** What the official rules find in e-invoices, by the names they are given here. Starts the tool once for all of them. */
export async function officialFindings(documents: Readonly<Record<string, string>>): Promise<Findings> {
  // Maven itself sees what has changed; the first time it loads the rules, some 40 MB.
  await run('mvn', ['-q', '-B', 'process-classes'], { cwd: validator });
  const folder = await mkdtemp(join(tmpdir(), 'peppol-'));
  try {
    await Promise.all(Object.entries(documents).map(([name, xml]) => writeFile(join(folder, `${name}.xml`), xml)));
    const classPath = [classes, join(libraries, '*')].join(delimiter);
    const { stdout } = await run('java', ['-cp', classPath, 'com.thenorsound.peppol.ValidateFolder', folder], {
      maxBuffer: 64 * 1024 * 1024,
    });
    const found = Findings.parse(JSON.parse(stdout));
    return Object.fromEntries(Object.entries(found).map(([file, list]) => [file.replace(/[.]xml$/, ''), list]));
  } finally {
    await rm(folder, { recursive: true });
  }
}
