/** Puts a run into docs/performance.md: the numbers, the tables, the charts. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatted } from '../../scripts/lib/formatted.ts';
import { root } from '../../scripts/lib/workers.ts';
import { barsAsSvg, linesAsSvg } from './charts.ts';
import { growthReportOf, type Growth } from './growth.ts';
import { reportOf } from './report.ts';
import { ratiosOf, summariesOf, type Run } from './results.ts';

const DOCUMENT = 'docs/performance.md';
const FOLDER = 'docs/performance';

/** The measured part of the document is made new, what people wrote around it stays. */
export async function intoDocument(part: string, text: string): Promise<void> {
  const file = join(root, DOCUMENT);
  const [begin, end] = [`<!-- ${part}: begin -->`, `<!-- ${part}: end -->`];
  const document = await readFile(file, 'utf8');
  const [before, rest] = document.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${DOCUMENT} has no place for ${part}`);
  await writeFile(file, formatted(`${before}${begin}\n\n${text}\n\n${end}${after}`, DOCUMENT));
}

async function keep(name: string, text: string): Promise<void> {
  await mkdir(join(root, FOLDER), { recursive: true });
  await writeFile(join(root, FOLDER, name), text);
}

export async function publishRun(run: Run): Promise<void> {
  const summaries = summariesOf(run.results);
  const workloads = [...new Set(summaries.map(({ workload }) => workload))];
  const at32 = (side: string) => ratiosOf(summaries, side, 'peer', 32);
  const sides = ['embedded', 'mongodb', 'peer-local'].filter((side) => at32(side).length > 0);
  const groups = (pick: 'perSecond' | 'cpu') =>
    workloads.map((name) => ({
      name,
      values: sides.map((side) => at32(side).find(({ workload }) => workload === name)?.[pick]),
    }));
  const names = { embedded: 'embedded engine', mongodb: 'MongoDB engine', 'peer-local': 'peer, verifying locally' };
  const series = sides.map((side) => names[side as keyof typeof names]);
  const chart = { series, rule: 1, digits: 2 };
  await keep(
    'throughput.svg',
    barsAsSvg({
      ...chart,
      title: 'Throughput, longer is better',
      unit: 'times the peer as specified (the dashed line)',
      groups: groups('perSecond'),
    }),
  );
  await keep(
    'cpu.svg',
    barsAsSvg({
      ...chart,
      title: 'CPU time for each request, shorter is better',
      unit: 'times the peer as specified (the dashed line)',
      groups: groups('cpu'),
    }),
  );
  await keep('results.json', formatted(JSON.stringify(run), `${FOLDER}/results.json`));
  await intoDocument('measured', reportOf(run));
}

export async function publishGrowth(growth: Growth): Promise<void> {
  const series = growth.series.map(({ side, workload, p50 }) => ({
    name: `${workload}, ${side}`,
    values: p50.map((value) => value / (p50[0] ?? Number.NaN)),
  }));
  await keep(
    'growth.svg',
    linesAsSvg({
      title: 'Median latency as the data grow',
      unit: 'times that with the least data; one connection',
      points: growth.sizes.map((size) => `${size.toLocaleString('en')} people`),
      series,
    }),
  );
  await keep('growth.json', formatted(JSON.stringify(growth), `${FOLDER}/growth.json`));
  await intoDocument('growth', growthReportOf(growth));
}
