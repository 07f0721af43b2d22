import type { Call } from './call.ts';
import { storeOf, type StoreEnv } from './durable-store.ts';
import type { Envelope, Subscriber } from './domain-events.ts';
import type { KeepsErrors } from './error-reports.ts';
import { openInbox } from './inbox.ts';
import {
  askHandledOver,
  send,
  SETTLE_AFTER_MS,
  type AskHandled,
  type EventQueue,
  type HandlesEvents,
  type KeepsDeadLetters,
  type QueuesBySubscriber,
} from './outbox.ts';
import type { ConsumerDeps } from './queue-consumer.ts';
import { ask } from './reply.ts';

/** Bindings of every Worker that publishes: all of them (the same names in every wrangler.toml). */
export interface PublisherEnv extends StoreEnv {
  /** Milliseconds, as digits; only tests set it. */
  SETTLE_AFTER_MS?: string;
  QUEUE_EVENTS: EventQueue;
  QUEUE_BOOKINGS: EventQueue;
  QUEUE_INVOICING: EventQueue;
  QUEUE_NOTIFICATIONS: EventQueue;
  QUEUE_ANALYTICS: EventQueue;
  QUEUE_OPERATIONS: EventQueue;
  EVENTS: HandlesEvents;
  BOOKINGS: HandlesEvents;
  INVOICING: HandlesEvents;
  NOTIFICATIONS: HandlesEvents;
  ANALYTICS: HandlesEvents;
  OPERATIONS: HandlesEvents & KeepsDeadLetters & KeepsErrors;
}

/** What publishing needs of a Worker's environment. */
export interface Publisher {
  /** Sends events after the answer. They are stored already: a failure here is made good by the sweep. */
  publish: (events: readonly Envelope[]) => void;
  queues: QueuesBySubscriber;
  askHandled: AskHandled;
  /** From this age on, unfinished work is the sweep's. */
  settleAfterMs: number;
}

/** From which age on (ms) a piece of work is taken for abandoned: a minute, unless a test shortens it. */
export const settleAfterMsFrom = ({ SETTLE_AFTER_MS: shortened }: Pick<PublisherEnv, 'SETTLE_AFTER_MS'>): number =>
  shortened === undefined ? SETTLE_AFTER_MS : Number(shortened);

export function publisherFrom(env: PublisherEnv, call: Call): Publisher {
  const queues: QueuesBySubscriber = {
    events: env.QUEUE_EVENTS,
    bookings: env.QUEUE_BOOKINGS,
    invoicing: env.QUEUE_INVOICING,
    notifications: env.QUEUE_NOTIFICATIONS,
    analytics: env.QUEUE_ANALYTICS,
    operations: env.QUEUE_OPERATIONS,
  };
  const colleagues: Record<Subscriber, HandlesEvents> = {
    events: env.EVENTS,
    bookings: env.BOOKINGS,
    invoicing: env.INVOICING,
    notifications: env.NOTIFICATIONS,
    analytics: env.ANALYTICS,
    operations: env.OPERATIONS,
  };
  return {
    publish: (events) => {
      if (events.length > 0) call.afterAnswer(send(events, queues));
    },
    queues,
    settleAfterMs: settleAfterMsFrom(env),
    askHandled: askHandledOver(call.trace, colleagues, env.OPERATIONS),
  };
}

/** Bindings of every Worker that consumes. */
export interface ConsumerEnv extends StoreEnv {
  OPERATIONS: KeepsDeadLetters & KeepsErrors;
}

/** What consuming needs of a Worker's environment. */
export const consumerDepsFrom = (env: ConsumerEnv, call: Call, subscriber: Subscriber): ConsumerDeps => ({
  inbox: openInbox(storeOf(env), call.meter, subscriber),
  park: async (letter) => {
    await ask('operations', env.OPERATIONS.park(call.trace.traceparent, letter));
  },
});
