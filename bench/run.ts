/**
 * `npm run bench`: the product on both engines against the design it replaces, on this machine, in one run. Prints a table.
 *
 *     npm run bench [-- --size 10000] [--rounds 3] [--seconds 5] [--connections 32] [--only "get user"] [--sides embedded,peer]
 */
import { parseArgs } from 'node:util';
import { startMongod } from '../scripts/lib/mongod.ts';
import { sizesOf } from './lib/dataset.ts';
import { measure, type Measured } from './lib/load.ts';
import { fillPeer, startBare, startPeer, startProduct, type Side } from './lib/sides.ts';
import { groundFor, workloads, type Ground } from './lib/workloads.ts';

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '10000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '32' },
    only: { type: 'string' },
    sides: { type: 'string', default: 'embedded,mongodb,peer,peer-local,bare' },
  },
});
const size = Number(values.size);
const rounds = Number(values.rounds);
const load = { connections: Number(values.connections), seconds: Number(values.seconds) };
const sizes = sizesOf(size);
const now = new Date();
const chosen = workloads.filter(({ name }) => values.only === undefined || values.only.split(',').includes(name));

const mongod = await startMongod();
const sides: Side[] = [];
try {
  const wanted = values.sides.split(',');
  if (wanted.some((name) => name.startsWith('peer'))) await fillPeer(mongod.uri, sizes, now);
  for (const name of wanted) {
    console.log(`starting ${name}`);
    sides.push(await sideNamed(name));
  }
  const grounds = new Map<string, Ground>();
  const results: { workload: string; side: string; round: number; measured: Measured }[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const side of sides) grounds.set(side.name, await groundFor(side, sizes, now, grounds.get(side.name)));
    for (const workload of chosen) {
      for (const side of sides) {
        if (side.name === 'bare' && workload.name !== 'get user') continue;
        const ground = grounds.get(side.name);
        if (!ground) continue;
        if (round === 0 && !workload.usesUp) await measure(side, workload, ground, { ...load, seconds: 2 });
        const measured = await measure(side, workload, ground, load);
        results.push({ workload: workload.name, side: side.name, round, measured });
        const { perSecond, p50, p99, cpuUs, memoryMib } = measured;
        console.log(
          [
            workload.name.padEnd(26),
            side.name.padEnd(12),
            perSecond.toFixed(0).padStart(7),
            p50.toFixed(1).padStart(7),
            p99.toFixed(1).padStart(7),
            (cpuUs ?? Number.NaN).toFixed(0).padStart(7),
            (memoryMib ?? Number.NaN).toFixed(0).padStart(6),
          ].join(' '),
        );
      }
    }
  }
} finally {
  await Promise.all(sides.map((side) => side.stop()));
  await mongod.stop();
}

function sideNamed(name: string): Promise<Side> {
  switch (name) {
    case 'embedded':
      return startProduct(name, sizes, now);
    case 'mongodb':
      return startProduct(name, sizes, now, mongod);
    case 'peer':
      return startPeer(name, 'ask-auth', mongod);
    case 'peer-local':
      return startPeer(name, 'local', mongod);
    default:
      return startBare(name, size);
  }
}
