import * as z from 'zod';
import type { Call } from '#shared/call';
import { endpoint, reply } from '#shared/endpoint';
import { subscribers, type Subscriber } from '#shared/domain-events';
import { InstantView } from '#shared/instant';
import { log } from '#shared/log';
import type { EventQueue } from '#shared/outbox';
import { ask, within } from '#shared/reply';
import { storedDate } from '#shared/stored';
import { queueOf } from '../domain/letter.ts';
import { watchedWorkers, type Deps, type WatchedWorker } from '../ports.ts';

/** Half of what a whole answer may take: one that is down must not keep the others from being shown. */
const CHECK_TIMEOUT_MS = 1_500;

const WorkerStatus = z
  .object({
    name: z.enum(watchedWorkers),
    status: z.enum(['up', 'down']),
    backlog: z
      .array(
        z.object({
          collection: z.string().meta({ example: 'bookings' }),
          documents: z.int().meta({ description: 'Unsettled: a follow-up, or telling a subscriber, is not done' }),
          events: z.int().meta({ description: 'In their outboxes, until every subscriber has them' }),
          oldestSince: InstantView.nullable(),
        }),
      )
      .nullable()
      .meta({ description: 'null where it cannot be read: the Worker is down, or its store' }),
  })
  .meta({ id: 'WorkerStatus' });
type WorkerStatus = z.infer<typeof WorkerStatus>;

const QueueStatus = z
  .object({
    subscriber: z.enum(subscribers),
    queue: z.string().meta({ example: 'thenorsound-invoicing' }),
    waiting: z.int().nullable().meta({ description: 'Messages in the queue; null where it does not say' }),
    waitingSince: InstantView.nullable().meta({ description: 'The oldest of them' }),
    deadLetters: z
      .object({
        resting: z.int().meta({ description: 'Until somebody replays them' }),
        replayed: z.int().meta({ description: 'Sent again, and not yet handled' }),
        oldestParkedAt: InstantView.nullable(),
      })
      .nullable()
      .meta({ description: 'null while the store cannot be reached' }),
  })
  .meta({ id: 'QueueStatus' });
type QueueStatus = z.infer<typeof QueueStatus>;

const SystemStatus = z
  .object({ at: InstantView, workers: z.array(WorkerStatus), queues: z.array(QueueStatus) })
  .meta({ id: 'SystemStatus' });

async function workerStatus(name: WatchedWorker, deps: Deps, call: Call): Promise<WorkerStatus> {
  const { ready, backlog } = deps.watched[name];
  const [isReady, left] = await Promise.all([
    orNull(ask(name, ready(), CHECK_TIMEOUT_MS), name, call),
    orNull(ask(name, backlog(), CHECK_TIMEOUT_MS), name, call),
  ]);
  return {
    name,
    status: isReady === null ? 'down' : 'up',
    backlog:
      left?.map(({ collection, documents, events, oldestSince }) => ({
        collection,
        documents,
        events,
        oldestSince: oldestSince?.toISOString() ?? null,
      })) ?? null,
  };
}

interface LetterCounts {
  resting: number;
  replayed: number;
  oldestParkedAt: Date;
}

async function lettersBySubscriber({ deadLetters }: Deps): Promise<Map<Subscriber, LetterCounts>> {
  const Row = z.object({
    _id: z.enum(subscribers),
    letters: z.int(),
    resting: z.int(),
    oldestParkedAt: storedDate,
  });
  const rows = await deadLetters.aggregate(
    [
      { $match: { parkedAt: { $gte: new Date(0) } } },
      {
        $group: {
          _id: '$subscriber',
          letters: { $sum: 1 },
          resting: { $sum: { $cond: [{ $eq: ['$replayedAt', null] }, 1, 0] } },
          oldestParkedAt: { $min: '$parkedAt' },
        },
      },
    ],
    Row,
  );
  return new Map(
    rows.map(({ _id, letters, resting, oldestParkedAt }) => [
      _id,
      { resting, replayed: letters - resting, oldestParkedAt },
    ]),
  );
}

/** What a queue says of itself; null where it cannot. */
async function waitingIn(queue: EventQueue): Promise<{ waiting: number; since: Date | undefined } | null> {
  const metrics = await queue.metrics?.();
  if (!metrics) return null;
  const { backlogCount: waiting, oldestMessageTimestamp: since } = metrics;
  // An RPC answer holds on to its other end until it is given up.
  metrics[Symbol.dispose]?.();
  return { waiting, since };
}

async function queueStatus(
  subscriber: Subscriber,
  letters: Map<Subscriber, LetterCounts> | null,
  deps: Deps,
  call: Call,
): Promise<QueueStatus> {
  const queue = queueOf(subscriber);
  const said = await orNull(within(CHECK_TIMEOUT_MS, waitingIn(deps.queues[subscriber])), queue, call);
  const { resting = 0, replayed = 0, oldestParkedAt } = letters?.get(subscriber) ?? {};
  return {
    subscriber,
    queue,
    waiting: said?.waiting ?? null,
    waitingSince: said?.since?.toISOString() ?? null,
    deadLetters: letters && { resting, replayed, oldestParkedAt: oldestParkedAt?.toISOString() ?? null },
  };
}

/** What cannot be found out is shown as such: whoever looks here looks because something is down. */
async function orNull<T>(work: Promise<T>, whom: string, { trace }: Call): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    log('warn', 'status-unknown', { traceId: trace.traceId, whom, error });
    return null;
  }
}

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/ops/status',
    access: 'operations:manage',
    summary: 'See which Workers answer, what they have left to settle, and what waits in queues and dead letters',
    answers: { 200: { description: 'As far as it can be found out now', body: SystemStatus } },
  },
  async ({ deps, call }) => {
    const letters = orNull(within(CHECK_TIMEOUT_MS, lettersBySubscriber(deps)), 'dead_letters', call);
    const [workers, queues] = await Promise.all([
      Promise.all(watchedWorkers.map((name) => workerStatus(name, deps, call))),
      letters.then((found) => Promise.all(subscribers.map((one) => queueStatus(one, found, deps, call)))),
    ]);
    return reply(200, { at: call.now().toISOString(), workers, queues });
  },
);
