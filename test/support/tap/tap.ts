import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { DataAction, DataActions, DataReply } from '#shared/data-api';
import { freePort } from '../../../scripts/lib/free-port.ts';
import type { Worker } from '../../../scripts/lib/workers.ts';

/**
 * What becomes of an operation: nothing special; refused as if the store were down; refused with the outcome unknown,
 * either not carried out (a test may let it land later: `system.data.run(action, request)`) or carried out.
 */
export type Interference = 'none' | 'unavailable' | 'not-written' | 'answer-lost';

/** One request of a Worker to the data layer, as the tap saw it. Times in ms of `performance.now()`. */
export interface Operation {
  id: string;
  /** The Worker that asked: `bookings`, `gateway`. */
  worker: string;
  action: DataAction;
  request: DataActions[DataAction]['request'];
  startedAt: number;
  /** Absent while it runs, and for ever if the process was killed meanwhile. */
  endedAt?: number;
  reply?: DataReply<DataAction>;
}

/** What worker.ts beside this file tells. */
export type Told =
  | { phase: 'before'; id: string; worker: string; action: DataAction; request: DataActions[DataAction]['request'] }
  | { phase: 'after'; id: string; reply: DataReply<DataAction> };

/** Decides over an operation before it is carried out. A promise holds the operation until it settles. */
export type Rule = (operation: Operation) => Interference | undefined | Promise<Interference | undefined>;
/** Sees an operation that was carried out; a promise holds its answer until it settles. */
export type Witness = (operation: Operation) => void | Promise<void>;

/** The Worker of the tap, as compose.ts wants it. */
export const tapWorker: Worker = { name: 'test-tap', config: 'test/support/tap/wrangler.toml' };

export interface Tap {
  port: number;
  /** Everything seen so far, in the order in which it was asked. */
  operations: Operation[];
  /** Sets the rule for what comes; without one everything passes. */
  before: (rule: Rule | undefined) => void;
  /** Sets who looks at what has been carried out and not yet answered. */
  after: (witness: Witness | undefined) => void;
  /** Runs `body` and answers the operations that were asked for meanwhile. */
  during: <T>(body: () => Promise<T>) => Promise<{ given: T; operations: Operation[] }>;
  close: () => Promise<void>;
}

/** Opens the test's end of the tap; give it to `startSystem({ tap })`. */
export async function openTap(): Promise<Tap> {
  const port = await freePort();
  const operations: Operation[] = [];
  let rule: Rule | undefined;
  let witness: Witness | undefined;

  const hear = async (told: Told): Promise<Interference> => {
    if (told.phase === 'before') {
      const { id, worker, action, request } = told;
      const operation: Operation = { id, worker, action, request, startedAt: performance.now() };
      operations.push(operation);
      return (await rule?.(operation)) ?? 'none';
    }
    const operation = operations.find(({ id }) => id === told.id);
    if (operation) {
      Object.assign(operation, { reply: told.reply, endedAt: performance.now() });
      await witness?.(operation);
    }
    return 'none';
  };

  const server = createServer((request, response) => {
    void text(request)
      .then((body) => hear(JSON.parse(body) as Told))
      .then(
        (interference) => response.end(JSON.stringify(interference)),
        (failure: unknown) => {
          console.error('The rule of the tap failed:', failure);
          response.writeHead(500).end();
        },
      );
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));

  return {
    port,
    operations,
    before: (next) => (rule = next),
    after: (next) => (witness = next),
    during: async (body) => {
      const from = operations.length;
      const given = await body();
      return { given, operations: operations.slice(from) };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // What is held at this moment has nobody left to wait for it.
        server.closeAllConnections();
      }),
  };
}

/** A rule that makes every operation take at least `ms`, so that those asked for at once are seen to overlap. */
export const slowly =
  (ms: number): Rule =>
  () =>
    new Promise((resolve) => setTimeout(resolve, ms, 'none'));

/**
 * How many round trips to the store follow one another: the longest chain of operations of which each began after the
 * one before it had ended. Run the tap `slowly(20)`, or operations too short to overlap are counted as a chain.
 */
export function sequentialWaves(operations: readonly Operation[]): number {
  let waves = 0;
  let until = -Infinity;
  // Always taking the one that ends first leaves the most room for others: the longest chain.
  for (const { startedAt, endedAt = Infinity } of operations.toSorted(byEnd)) {
    if (startedAt < until) continue;
    waves += 1;
    until = endedAt;
  }
  return waves;
}

const byEnd = (one: Operation, other: Operation): number => (one.endedAt ?? Infinity) - (other.endedAt ?? Infinity);
