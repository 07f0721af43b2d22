import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { inParallel } from '#shared/in-parallel';
import { readIfThere } from './read-if-there.ts';
import { root, workersInDeployOrder, type Worker } from './workers.ts';

const run = promisify(execFile);

/** What a build was made of: sha-256 of every file that wrangler's bundler read, by path from the repository's folder. */
const Made = z.record(z.string(), z.string());
const MADE_OF = 'made-of.json';
const BundleMeta = z.object({ inputs: z.record(z.string(), z.unknown()) });

/** Where the bundle of a Worker lies: the module wrangler names after the entry, and what it imports. */
export const bundleOf = (worker: Worker): string => join(root, 'dist', worker.name);

/**
 * Bundles Workers to `dist/<name>/` with wrangler, as they are deployed. A Worker whose files, settings and lockfile
 * are what they were at its last build is left alone.
 */
export async function build(workers: readonly Worker[] = workersInDeployOrder()): Promise<void> {
  await inParallel(workers, 2, async (worker) => {
    if (!(await isFresh(worker))) await bundle(worker);
  });
}

async function bundle(worker: Worker): Promise<void> {
  // Built aside and then put in place, so that whoever else builds or starts at this moment sees a whole bundle.
  const folder = `${bundleOf(worker)}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const options = ['deploy', '--dry-run', '--metafile', '--outdir', folder, '--config', worker.config];
  await run(process.execPath, [wrangler, ...options], {
    cwd: root,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CI: 'true' },
  }).catch((failure: unknown) => {
    throw new Error(`${worker.name} cannot be built`, { cause: failure });
  });
  const { inputs } = BundleMeta.parse(JSON.parse(await readFile(join(folder, 'bundle-meta.json'), 'utf8')));
  const sources = Object.keys(inputs).map((path) => resolve(root, dirname(worker.config), path));
  sources.push(...filesSentAsTheyAre(worker));
  const made: z.infer<typeof Made> = {};
  // The lockfile stands for what lies in node_modules; wrangler's own virtual modules are no files.
  for (const path of [...sources, join(root, worker.config), join(root, 'package-lock.json')]) {
    const hash = path.includes('node_modules') ? undefined : await hashOf(path);
    if (hash !== undefined) made[path.slice(root.length + 1)] = hash;
  }
  await writeFile(join(folder, MADE_OF), JSON.stringify(made));
  await rm(bundleOf(worker), { recursive: true, force: true });
  await rename(folder, bundleOf(worker));
}

/** What a Worker sends on or draws with is not among what the bundler read: the files beside its code, and the document. */
function filesSentAsTheyAre({ config }: Worker): string[] {
  const folder = join(root, config === 'wrangler.toml' ? 'workers/gateway' : dirname(config));
  const beside = globSync('**/*.{bin,css,html,js,ttf,txt}', { cwd: folder }).map((file) => join(folder, file));
  return config.startsWith('workers/pages/') ? [...beside, join(root, 'docs/openapi.json')] : beside;
}

async function isFresh(worker: Worker): Promise<boolean> {
  const written = await readIfThere(join(bundleOf(worker), MADE_OF));
  if (written === undefined) return false;
  for (const [path, hash] of Object.entries(Made.parse(JSON.parse(written.toString())))) {
    if ((await hashOf(join(root, path))) !== hash) return false;
  }
  return true;
}

/** A missing file has no hash, which is never what a bundle was made of. */
async function hashOf(path: string): Promise<string | undefined> {
  const bytes = await readIfThere(path);
  return bytes && createHash('sha256').update(bytes).digest('hex');
}
