/** A run as people read it: tables in Markdown, which print well too. */
import { geometricMean, ratiosOf, summariesOf, type Ratio, type Run, type Spread, type Summary } from './results.ts';

const PEER = 'peer';
const whole = (value: number): string => (Number.isNaN(value) ? '' : value.toFixed(0));
const spread = ({ median, least, most }: Spread, digits = 0): string =>
  Number.isNaN(median) ? '' : `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
const times = (value: number): string => value.toFixed(2);

/** Everything that was measured, and what it amounts to against the peer. */
export function reportOf(run: Run): string {
  const summaries = summariesOf(run.results);
  const connections = [...new Set(summaries.map((one) => one.connections))];
  return [
    `Measured ${run.at.slice(0, 10)} at ${run.commit}, on ${run.machine}; load average before the run ${run.loadBefore.toFixed(1)}. ` +
      `${Object.entries(run.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')}. ` +
      `${run.size.toLocaleString('en')} people and as many bookings; ${run.rounds} rounds of ${run.seconds} s for each; the sides take turns. ` +
      `Medians of the rounds, least and most in parentheses.`,
    ...connections.map((count) => tablesAt(summaries, count)),
  ].join('\n\n');
}

function tablesAt(summaries: readonly Summary[], connections: number): string {
  const here = summaries.filter((one) => one.connections === connections);
  const sides = [...new Set(here.map(({ side }) => side))].filter((side) => side !== PEER && side !== 'bare');
  return [
    `**${connections} connection${connections === 1 ? '' : 's'}**`,
    '| Workload | Side | Requests a second | p50, ms | p99, ms | CPU for each, µs |\n| --- | --- | --- | --- | --- | --- |\n' +
      here
        .toSorted((one, other) => here.indexOf(firstOf(here, one)) - here.indexOf(firstOf(here, other)))
        .map(
          (one) =>
            `| ${one.workload} | ${one.side} | ${spread(one.perSecond)} | ${spread(one.p50, 1)} | ${spread(one.p99, 1)} | ${spread(one.cpuUs)} |`,
        )
        .join('\n'),
    ...sides.map((side) => against(summaries, side, connections)),
    bareShare(summaries, connections),
    refusals(here),
    memory(here),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

const firstOf = (all: readonly Summary[], one: Summary): Summary =>
  all.find(({ workload }) => workload === one.workload) ?? one;

function against(summaries: readonly Summary[], side: string, connections: number): string {
  const ratios = ratiosOf(summaries, side, PEER, connections);
  if (ratios.length === 0) return '';
  const row = ({ workload, perSecond, cpu, p99 }: Ratio) =>
    `| ${workload} | ${times(perSecond)} | ${times(cpu)} | ${times(p99)} |`;
  const reads = ratios.filter(({ kind }) => kind === 'read');
  const mean = (pick: (ratio: Ratio) => number): number => geometricMean(reads.map(pick));
  const reading =
    reads.length === 0
      ? []
      : [
          row({
            workload: '**reads, geometric mean**',
            kind: 'read',
            perSecond: mean((one) => one.perSecond),
            cpu: mean((one) => one.cpu),
            p99: mean((one) => one.p99),
          }),
        ];
  return [
    `${side} against the peer as specified, medians:`,
    '',
    '| Workload | Throughput, times the peer’s | CPU, times the peer’s | p99, times the peer’s |',
    '| --- | --- | --- | --- |',
    ...ratios.map(row),
    ...reading,
  ].join('\n');
}

function bareShare(summaries: readonly Summary[], connections: number): string {
  const [ratio] = ratiosOf(summaries, 'embedded', 'bare', connections);
  if (!ratio) return '';
  return `A read of the product has ${whole(ratio.perSecond * 100)} % of the throughput of the bare chain, and takes ${times(ratio.cpu)} times its CPU time.`;
}

function refusals(summaries: readonly Summary[]): string {
  const refusing = summaries.filter(({ refusedPercent }) => refusedPercent.most > 0);
  if (refusing.length === 0) return '';
  return `Answered 503, for what could not be done in time: ${refusing
    .map(({ side, workload, refusedPercent }) => `${side}, ${workload} ${spread(refusedPercent, 1)} %`)
    .join('; ')}.`;
}

const memory = (summaries: readonly Summary[]): string =>
  `Memory of all processes of a side at the end, MiB: ${[...Map.groupBy(summaries, ({ side }) => side)]
    .map(([side, own]) => `${side} ${whole(Math.max(...own.map(({ memoryMib }) => memoryMib.most)))}`)
    .join(', ')}.`;
