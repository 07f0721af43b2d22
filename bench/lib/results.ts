/** What a run measured, and what it says: medians over the rounds, and ratios against the peer. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem, type as system } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/lib/workers.ts';
import type { Measured } from './load.ts';
import type { Workload } from './workloads.ts';

/** One workload on one side in one round. */
export interface Result {
  workload: string;
  kind: Workload['kind'];
  side: string;
  round: number;
  connections: number;
  measured: Measured;
}

/** A whole run, as it is kept. */
export interface Run {
  at: string;
  commit: string;
  machine: string;
  versions: Readonly<Record<string, string>>;
  /** Load average over a minute before the run: what else went on. */
  loadBefore: number;
  size: number;
  rounds: number;
  seconds: number;
  results: Result[];
}

export interface Spread {
  median: number;
  least: number;
  most: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  const middle = sorted.length % 2 === 0 ? (at(0.5) + (sorted[sorted.length / 2 - 1] ?? Number.NaN)) / 2 : at(0.5);
  return { median: middle, least: at(0), most: at(1) };
}

export const geometricMean = (values: readonly number[]): number =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/** One workload on one side, over its rounds. */
export interface Summary {
  workload: string;
  kind: Workload['kind'];
  side: string;
  connections: number;
  perSecond: Spread;
  refusedPercent: Spread;
  p50: Spread;
  p99: Spread;
  cpuUs: Spread;
  memoryMib: Spread;
}

export function summariesOf(results: readonly Result[]): Summary[] {
  const groups = Map.groupBy(results, ({ workload, side, connections }) => `${workload} ${side} ${connections}`);
  return [...groups.values()].flatMap((rounds) => {
    const [first] = rounds;
    if (!first) return [];
    const over = (pick: (measured: Measured) => number | null) =>
      spreadOf(rounds.map(({ measured }) => pick(measured) ?? Number.NaN));
    return {
      workload: first.workload,
      kind: first.kind,
      side: first.side,
      connections: first.connections,
      perSecond: over(({ perSecond }) => perSecond),
      refusedPercent: over(({ refusedPercent }) => refusedPercent),
      p50: over(({ p50 }) => p50),
      p99: over(({ p99 }) => p99),
      cpuUs: over(({ cpuUs }) => cpuUs),
      memoryMib: over(({ memoryMib }) => memoryMib),
    };
  });
}

/** How one side does against another on a workload: above 1 is better, for throughput; below 1, for CPU time and p99. */
export interface Ratio {
  workload: string;
  kind: Workload['kind'];
  perSecond: number;
  cpu: number;
  p99: number;
}

/** The ratios of the medians, for every workload that both sides have at so many connections. */
export function ratiosOf(summaries: readonly Summary[], side: string, against: string, connections: number): Ratio[] {
  return summaries
    .filter((one) => one.side === side && one.connections === connections)
    .flatMap((one) => {
      const other = summaries.find(
        (two) => two.side === against && two.workload === one.workload && two.connections === connections,
      );
      return other
        ? {
            workload: one.workload,
            kind: one.kind,
            perSecond: one.perSecond.median / other.perSecond.median,
            cpu: one.cpuUs.median / other.cpuUs.median,
            p99: one.p99.median / other.p99.median,
          }
        : [];
    });
}

const versionOf = (name: string): string =>
  (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;

/** What a run ran on: numbers of different machines do not compare. */
export function surroundings(mongod: string) {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  const model = cpus()[0]?.model.trim() ?? 'unknown';
  return {
    at: new Date().toISOString(),
    commit: git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' and changes'),
    machine: `${availableParallelism()} × ${model}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system()}`,
    versions: {
      node: process.versions.node,
      workerd: versionOf('workerd'),
      mongod,
      express: versionOf('express'),
      mongoose: versionOf('mongoose'),
    },
    loadBefore: loadavg()[0] ?? Number.NaN,
  };
}
