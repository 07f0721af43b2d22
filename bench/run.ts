/**
 * `npm run bench`: the product on both engines against the design it replaces, on this machine, in one run. Prints a table,
 * keeps the run in dist/bench.json; with --publish, docs/performance.md gets its tables and charts.
 *
 *     npm run bench [-- --size 10000] [--rounds 3] [--seconds 4] [--connections 32] [--only "get user"] [--sides embedded,peer]
 *     npm run bench -- --full      at 1 and 256 connections too
 *     npm run bench -- --growth    instead: each read with a thousand, a hundred thousand and a million people
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { MongoClient } from 'mongodb';
import { startMongod } from '../scripts/lib/mongod.ts';
import { root } from '../scripts/lib/workers.ts';
import { sizesOf } from './lib/dataset.ts';
import { growthOn, growthReportOf, type Growth } from './lib/growth.ts';
import { measure, type Load } from './lib/load.ts';
import { publishGrowth, publishRun } from './lib/publish.ts';
import { reportOf } from './lib/report.ts';
import { surroundings, type Result, type Run } from './lib/results.ts';
import { fillPeer, startBare, startPeer, startProduct, type Side } from './lib/sides.ts';
import { groundFor, workloads, type Ground } from './lib/workloads.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10000' },
    sizes: { type: 'string', default: '1000,100000,1000000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '4' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string' },
    sides: { type: 'string', default: 'embedded,mongodb,peer,peer-local,bare' },
    full: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    publish: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const seconds = Number(values.seconds);

if (values.growth) await measureGrowth();
else await compare();

async function measureGrowth(): Promise<void> {
  const sizes = values.sizes.split(',').map(Number);
  const { at, machine } = surroundings('');
  const growth: Growth = { at, machine, sizes, series: [] };
  for (const engine of ['embedded', 'mongodb'] as const) {
    if (values.sides.split(',').includes(engine))
      growth.series.push(...(await growthOn(engine, sizes, { rounds, seconds })));
  }
  console.log(`\n${growthReportOf(growth)}`);
  if (values.publish) await publishGrowth(growth);
}

async function compare(): Promise<void> {
  const size = Number(values.size);
  const sizes = sizesOf(size);
  const now = new Date();
  const chosen = workloads.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));
  const wanted = values.sides.split(',');
  const mongod = await startMongod();
  const run: Run = { ...surroundings(await versionOfMongod(mongod.uri)), size, rounds, seconds, results: [] };
  const sides: Side[] = [];
  try {
    if (wanted.some((name) => name.startsWith('peer'))) await fillPeer(mongod.uri, sizes, now);
    for (const name of wanted) {
      console.log(`starting ${name}`);
      sides.push(await sideNamed(name, size, now, mongod));
    }
    const grounds = new Map<string, Ground>();
    for (const connections of values.full ? [1, Number(values.connections), 256] : [Number(values.connections)]) {
      for (let round = 0; round < rounds; round += 1) {
        for (const side of sides) grounds.set(side.name, await groundFor(side, sizes, now, grounds.get(side.name)));
        for (const workload of chosen) {
          for (const side of sides) {
            if (side.name === 'bare' && workload.name !== 'get user') continue;
            const ground = grounds.get(side.name);
            if (!ground) continue;
            const load: Load = { connections, seconds, mayRefuse: true };
            if (round === 0 && !workload.usesUp) await measure(side, workload, ground, { ...load, seconds: 2 });
            const measured = await measure(side, workload, ground, load);
            const result = {
              workload: workload.name,
              kind: workload.kind,
              side: side.name,
              round,
              connections,
              measured,
            };
            run.results.push(result);
            console.log(lineOf(result));
          }
        }
      }
    }
  } finally {
    await Promise.all(sides.map((side) => side.stop()));
    await mongod.stop();
  }
  console.log(`\n${reportOf(run)}`);
  await mkdir(join(root, 'dist'), { recursive: true });
  await writeFile(join(root, 'dist/bench.json'), JSON.stringify(run));
  if (values.publish) await publishRun(run);
}

async function versionOfMongod(uri: string): Promise<string> {
  const client = await new MongoClient(uri).connect();
  const { version } = await client.db('admin').command({ buildInfo: 1 });
  await client.close();
  return String(version);
}

function lineOf({ workload, side, connections, measured }: Result): string {
  const { perSecond, p50, p99, cpuUs, memoryMib, refusedPercent } = measured;
  const columns = [perSecond.toFixed(0), p50.toFixed(1), p99.toFixed(1), cpuUs?.toFixed(0), memoryMib?.toFixed(0)];
  return [
    workload.padEnd(28),
    side.padEnd(12),
    String(connections).padStart(4),
    ...columns.map((column) => (column ?? '').padStart(8)),
    refusedPercent > 0 ? `  503: ${refusedPercent.toFixed(1)} %` : '',
  ].join('');
}

function sideNamed(
  name: string,
  size: number,
  now: Date,
  mongod: Awaited<ReturnType<typeof startMongod>>,
): Promise<Side> {
  switch (name) {
    case 'embedded':
      return startProduct(name, sizesOf(size), now);
    case 'mongodb':
      return startProduct(name, sizesOf(size), now, mongod);
    case 'peer':
      return startPeer(name, 'ask-auth', mongod);
    case 'peer-local':
      return startPeer(name, 'local', mongod);
    default:
      return startBare(name, size);
  }
}
