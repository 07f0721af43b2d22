/** Puts one workload on one side for a while, and says how that went. */
import { Pool } from 'undici';
import { usedBy } from './processes.ts';
import type { Side } from './sides.ts';
import type { Asked, Ground, Workload } from './workloads.ts';

export interface Measured {
  /** Good answers a second. */
  perSecond: number;
  /** How many of a hundred requests were answered 503: more was asked than could be answered in time. */
  refusedPercent: number;
  /** Latency in ms. */
  p50: number;
  p99: number;
  /** CPU time of all the side's processes for each good answer, in µs; null where it cannot be told. */
  cpuUs: number | null;
  memoryMib: number | null;
}

export interface Load {
  /** Each has one request under way at a time. */
  connections: number;
  seconds: number;
  /** A 503 is counted, where how much is refused belongs to the comparison; else it ends the run like any bad answer. */
  mayRefuse?: true;
}

/** Throws where anything was answered that is not good: the comparison would be of something else. */
export async function measure(side: Side, workload: Workload, ground: Ground, load: Load): Promise<Measured> {
  const pool = new Pool(side.url.origin, { connections: load.connections, pipelining: 1 });
  const latencies: number[] = [];
  let refused = 0;
  const before = usedBy(side.pids());
  const started = performance.now();
  const until = started + load.seconds * 1_000;
  const lane = async () => {
    while (performance.now() < until) {
      const asked = workload.next(ground);
      if (asked === null) return;
      const began = performance.now();
      const body = await answerTo(asked, pool, load).catch((error: unknown) => {
        throw new Error(`${side.name}, ${workload.name}`, { cause: error });
      });
      if (body === null) {
        refused += 1;
        continue;
      }
      latencies.push(performance.now() - began);
      workload.onAnswer?.(body, ground);
    }
  };
  try {
    await Promise.all(Array.from({ length: load.connections }, lane));
  } finally {
    await pool.destroy();
  }
  const seconds = (performance.now() - started) / 1_000;
  // What the answers leave to be done (events, notifications, drafts of invoices) is part of what they cost.
  if (workload.kind === 'write' || workload.kind === 'mixed') await settled(side);
  const after = usedBy(side.pids());
  latencies.sort((one, other) => one - other);
  const at = (share: number): number => latencies[Math.floor(share * (latencies.length - 1))] ?? Number.NaN;
  return {
    perSecond: latencies.length / seconds,
    refusedPercent: (refused * 100) / Math.max(1, refused + latencies.length),
    p50: at(0.5),
    p99: at(0.99),
    cpuUs: before && after && latencies.length > 0 ? ((after.cpuMs - before.cpuMs) * 1_000) / latencies.length : null,
    memoryMib: after && after.memoryMib,
  };
}

const IDLE_SHARE = 0.1;
const LOOK_EVERY_MS = 500;
const SETTLED_WITHIN_MS = 120_000;

/** Until the side's processes have nothing to do any more: what one side still does must not slow the next one down. */
async function settled(side: Side): Promise<void> {
  const until = performance.now() + SETTLED_WITHIN_MS;
  let idleFor = 0;
  // A queue waits for up to a second before it hands on what it has.
  while (idleFor < 3 && performance.now() < until) {
    const before = usedBy(side.pids());
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    const after = usedBy(side.pids());
    if (!before || !after) return;
    idleFor = after.cpuMs - before.cpuMs < IDLE_SHARE * LOOK_EVERY_MS ? idleFor + 1 : 0;
  }
}

/** The body of a good answer; null for a 503 that may be. */
async function answerTo(
  { method, path, authorization, body }: Asked,
  pool: Pool,
  { mayRefuse }: Load,
): Promise<string | null> {
  const answer = await pool.request({
    method,
    path,
    headers: {
      ...(authorization !== undefined && { authorization }),
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.body.text();
  if (mayRefuse && answer.statusCode === 503) return null;
  if (answer.statusCode >= 300) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text}`);
  return text;
}
