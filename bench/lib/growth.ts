/** How the median of a read changes as the data grow. */
import { startMongod, type Mongod } from '../../scripts/lib/mongod.ts';
import { sizesOf } from './dataset.ts';
import { measure } from './load.ts';
import { spreadOf } from './results.ts';
import { startProduct, type Side } from './sides.ts';
import { groundFor, workloads, type Ground } from './workloads.ts';

export interface Growth {
  at: string;
  machine: string;
  sizes: number[];
  /** The median latency in ms at each size. */
  series: { side: string; workload: string; p50: number[] }[];
}

/** What no read of the workloads looks at: filling takes minutes. */
const NOT_READ = ['crew_calendars', 'credentials'];

/** Every read at every size on one engine. All sizes are up at once and take turns, so that they meet the same machine. */
export async function growthOn(
  engine: 'embedded' | 'mongodb',
  sizes: readonly number[],
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Growth['series']> {
  const now = new Date();
  const started: { side: Side; size: number; mongod: Mongod | undefined }[] = [];
  try {
    for (const size of sizes) {
      const began = performance.now();
      const mongod = engine === 'mongodb' ? await startMongod() : undefined;
      const side = await startProduct(engine, sizesOf(size), now, mongod, NOT_READ);
      started.push({ side, size, mongod });
      console.log(`${engine} with ${size}: filled and started in ${((performance.now() - began) / 1000).toFixed(0)} s`);
    }
    const series: Growth['series'] = [];
    for (const workload of workloads.filter(({ kind }) => kind === 'read')) {
      // Signed in anew for each: filling a million takes longer than a token lives.
      const asked: { side: Side; ground: Ground }[] = [];
      for (const { side, size } of started) asked.push({ side, ground: await groundFor(side, sizesOf(size), now) });
      const medians = started.map((): number[] => []);
      for (let round = 0; round <= rounds; round += 1) {
        for (const [at, { side, ground }] of asked.entries()) {
          const { p50 } = await measure(side, workload, ground, { connections: 1, seconds });
          // The first round warms up.
          if (round > 0) medians[at]?.push(p50);
        }
      }
      const p50 = medians.map((values) => spreadOf(values).median);
      console.log(`${engine}, ${workload.name}: ${p50.map((value) => value.toFixed(2)).join(', ')} ms`);
      series.push({ side: engine, workload: workload.name, p50 });
    }
    return series;
  } finally {
    for (const { side, mongod } of started) {
      await side.stop();
      await mongod?.stop();
    }
  }
}

export function growthReportOf({ at, machine, sizes, series }: Growth): string {
  const times = (p50: readonly number[]): string => ((p50.at(-1) ?? Number.NaN) / (p50[0] ?? Number.NaN)).toFixed(2);
  return [
    `Measured ${at.slice(0, 10)} on ${machine}; one connection; median latency in ms.`,
    '',
    `| Read | Engine | ${sizes.map((size) => size.toLocaleString('en')).join(' | ')} | Growth |`,
    `| --- | --- | ${sizes.map(() => '---').join(' | ')} | --- |`,
    ...series.map(
      ({ workload, side, p50 }) =>
        `| ${workload} | ${side} | ${p50.map((value) => value.toFixed(2)).join(' | ')} | ${times(p50)} |`,
    ),
  ].join('\n');
}
