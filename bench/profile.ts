/**
 * Where the CPU time of a workload goes: profiles every Worker while one workload runs on the embedded engine (or on
 * MongoDB), and prints for each Worker the functions that took the most themselves.
 *
 *     node bench/profile.ts "list a customer’s bookings" [--engine mongodb] [--seconds 8] [--size 5000] [--top 12]
 */
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { startMongod } from '../scripts/lib/mongod.ts';
import { freePort } from '../scripts/lib/free-port.ts';
import { sizesOf } from './lib/dataset.ts';
import { inspectorsAt } from './lib/inspector.ts';
import { measure } from './lib/load.ts';
import { startProductHere } from './lib/sides.ts';
import { groundFor, workloads } from './lib/workloads.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: 'string', default: 'embedded' },
    seconds: { type: 'string', default: '8' },
    size: { type: 'string', default: '5000' },
    top: { type: 'string', default: '12' },
    save: { type: 'string' },
  },
});
const workload = workloads.find(({ name }) => name === positionals[0]);
if (!workload) throw new Error(`Name one of: ${workloads.map(({ name }) => name).join(', ')}`);

interface Profile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number } }[];
  samples: number[];
  timeDeltas: number[];
}

const mongod = values.engine === 'mongodb' ? await startMongod() : undefined;
const sizes = sizesOf(Number(values.size));
const now = new Date();
const inspectorPort = await freePort();
const side = await startProductHere('product', sizes, now, inspectorPort, mongod);
try {
  const ground = await groundFor(side, sizes, now);
  const load = { connections: 32, seconds: Number(values.seconds) };
  await measure(side, workload, ground, { ...load, seconds: 4 });
  const inspectors = await inspectorsAt(inspectorPort);
  for (const { send } of inspectors) {
    await send('Profiler.enable');
    await send('Profiler.setSamplingInterval', { interval: 500 });
    await send('Profiler.start');
  }
  const { perSecond, cpuUs } = await measure(side, workload, ground, load);
  console.log(`${workload.name}: ${perSecond.toFixed(0)} a second, ${cpuUs?.toFixed(0) ?? '?'} µs of CPU each`);
  for (const { id, send, close } of inspectors) {
    const { profile } = (await send('Profiler.stop')) as { profile: Profile };
    if (values.save !== undefined) await writeFile(`${values.save}/${id}.cpuprofile`, JSON.stringify(profile));
    close();
    show(id, profile);
  }
} finally {
  await side.stop();
  await mongod?.stop();
}

function show(worker: string, { nodes, samples, timeDeltas }: Profile): void {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const spent = new Map<string, number>();
  let busy = 0;
  samples.forEach((sample, n) => {
    const frame = frames.get(sample);
    const took = timeDeltas[n] ?? 0;
    if (!frame || ['(idle)', '(root)'].includes(frame.functionName)) return;
    busy += took;
    const name = `${frame.functionName || '(anonymous)'} ${frame.url.split('/').at(-1)}:${frame.lineNumber + 1}`;
    spent.set(name, (spent.get(name) ?? 0) + took);
  });
  if (busy < 20_000) return;
  console.log(`\n${worker}: ${(busy / 1_000).toFixed(0)} ms`);
  for (const [name, took] of [...spent].toSorted((one, other) => other[1] - one[1]).slice(0, Number(values.top))) {
    console.log(`  ${((took / busy) * 100).toFixed(1).padStart(5)} %  ${name}`);
  }
}
