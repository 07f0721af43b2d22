/**
 * What each Worker weighs: its bundle compressed, the CPU time of its start (wrangler's profile of it: the median of three),
 * and its heap after a mixed day on the embedded engine.
 *
 *     node bench/workers.ts [--publish]
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { build } from '../scripts/lib/build.ts';
import { bundleWeight } from '../scripts/lib/bundle-weight.ts';
import { freePort } from '../scripts/lib/free-port.ts';
import { root, workersInDeployOrder, WORKER_PREFIX, type Worker } from '../scripts/lib/workers.ts';
import { sizesOf } from './lib/dataset.ts';
import { inspectorsAt } from './lib/inspector.ts';
import { measure } from './lib/load.ts';
import { intoDocument } from './lib/publish.ts';
import { spreadOf, surroundings } from './lib/results.ts';
import { startProductHere } from './lib/sides.ts';
import { groundFor, workloads } from './lib/workloads.ts';

const { values } = parseArgs({ options: { publish: { type: 'boolean', default: false } } });
const STARTS = 3;
/** How the inspector calls the product's Workers; the others are the simulator's. */
const OURS = 'core:user:';
const run = promisify(execFile);

await build();
const heaps = await heapsAfterADay();
const rows: string[] = [];
for (const worker of workersInDeployOrder()) {
  const kib = (await bundleWeight(worker)) / 1024;
  const { median, least, most } = spreadOf(await startsOf(worker));
  const heap = heaps.get(worker.name);
  const name = worker.name.replace(WORKER_PREFIX, '');
  rows.push(
    `| ${name} | ${kib.toFixed(0)} | ${median.toFixed(0)} (${least.toFixed(0)} to ${most.toFixed(0)}) | ${heap === undefined ? '' : (heap / 2 ** 20).toFixed(1)} |`,
  );
  console.log(rows.at(-1));
}
const { at, commit, machine, loadBefore } = surroundings('');
const table = [
  `Measured ${at.slice(0, 10)} at ${commit} on ${machine}, at a load average of ${loadBefore.toFixed(1)}.`,
  '',
  '| Worker | Bundle, KiB compressed | CPU to start, ms | Heap after a mixed day, MiB |',
  '| --- | --- | --- | --- |',
  ...rows,
].join('\n');
console.log(table);
if (values.publish) await intoDocument('workers', table);

/** CPU time of the top level of a Worker in ms, without what it idles. */
async function startsOf(worker: Worker): Promise<number[]> {
  const folder = await mkdtemp(join(tmpdir(), 'startup-'));
  const wrangler = join(root, 'node_modules/wrangler/bin/wrangler.js');
  const active: number[] = [];
  for (let n = 0; n < STARTS; n += 1) {
    const options = ['check', 'startup', '--config', worker.config, '--outfile', join(folder, 'startup.cpuprofile')];
    const { stdout, stderr } = await run(process.execPath, [wrangler, ...options], {
      cwd: root,
      env: { ...process.env, WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG: 'log', CI: 'true' },
    });
    const [, ms] = /Active: ([\d.]+) ms/.exec(stdout + stderr) ?? [];
    if (ms === undefined) throw new Error(`wrangler says no CPU time:\n${stdout}${stderr}`);
    active.push(Number(ms));
  }
  await rm(folder, { recursive: true });
  return active;
}

/** Used heap of every Worker's isolate in bytes, with what was not collected yet. */
async function heapsAfterADay(): Promise<Map<string, number>> {
  const sizes = sizesOf(2_000);
  const now = new Date();
  const inspectorPort = await freePort();
  const side = await startProductHere('product', sizes, now, inspectorPort);
  const day = workloads.find(({ kind }) => kind === 'mixed');
  if (!day) throw new Error('There is no mixed day');
  try {
    await measure(side, day, await groundFor(side, sizes, now), { connections: 32, seconds: 10 });
    const heaps = new Map<string, number>();
    for (const { id, send, close } of await inspectorsAt(inspectorPort)) {
      if (!id.startsWith(OURS)) continue;
      const { usedSize } = (await send('Runtime.getHeapUsage')) as { usedSize: number };
      heaps.set(id.slice(OURS.length), usedSize);
      close();
    }
    return heaps;
  } finally {
    await side.stop();
  }
}
