import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleOf } from './build.ts';
import type { Worker } from './workers.ts';

/** What wrangler and our build write beside the modules: it is not uploaded. */
const besideModules = /(^|\/)(README[.]md|bundle-meta[.]json|made-of[.]json)$|[.]map$/;

/** What a built Worker weighs: its modules, each compressed, in bytes. Cloudflare's limit is on that. */
export async function bundleWeight(worker: Worker): Promise<number> {
  const folder = bundleOf(worker);
  const modules = globSync('**/*.*', { cwd: folder }).filter((file) => !besideModules.test(file));
  const weights = await Promise.all(
    modules.map(async (file) => gzipSync(await readFile(join(folder, file))).byteLength),
  );
  return weights.reduce((sum, weight) => sum + weight, 0);
}
