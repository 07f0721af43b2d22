import * as z from 'zod';
import { callFor, ended, type Call, type Running } from './call.ts';
import {
  domainEvents,
  Envelope,
  subscribersOf,
  type DomainEvent,
  type EventType,
  type HeardBy,
  type Subscriber,
} from './domain-events.ts';
import type { ReportsErrors } from './error-reports.ts';
import { isUnavailable, messageOf } from './errors.ts';
import { inParallel } from './in-parallel.ts';
import type { Inbox } from './inbox.ts';
import type { MessageId } from './ids.ts';
import { log } from './log.ts';
import { traceFrom, traceOf } from './trace.ts';

/** One handler for each event a subscriber hears: a missing one does not compile. */
export type HandlersOf<S extends Subscriber, Deps> = {
  [T in HeardBy<S>]: (event: DomainEvent<T>, deps: Deps) => Promise<void>;
};

/** What consuming needs besides the handlers' own dependencies. */
export interface ConsumerDeps {
  inbox: Inbox;
  /** Puts a message that can never be handled where a person sees it and may replay it. */
  park: (letter: { subscriber: Subscriber; body: unknown; error: string }) => Promise<void>;
}

/** What this release understands. */
const Heard = Envelope.extend({ version: z.literal(1) });

const MAX_DELAY_SECONDS = 600;

/** The delay before another try: 2 s, 4 s, 8 s ... at most ten minutes, so that a hundred tries last for hours. */
export const retryDelaySeconds = (attempts: number): number => Math.min(MAX_DELAY_SECONDS, 2 ** Math.min(attempts, 10));

/** So many of a batch at once: the more, the longer a request waits that comes meanwhile. */
const AT_ONCE = 5;

/**
 * A queue handler that never loses a message. Each message stands alone: done and noted in the inbox, retried later
 * because a dependency is down, or parked because it is malformed, unknown or meets a bug. The inbox is looked into once
 * for all of a batch and written to once, after their effects: a queue is told how its messages ended when all have.
 */
export function consumer<S extends Subscriber, Env extends ReportsErrors, Deps extends ConsumerDeps>(
  subscriber: S,
  handlers: HandlersOf<S, Deps>,
  depsFrom: (env: Env, call: Call) => Deps,
) {
  return async (batch: MessageBatch, env: Env, ctx: Pick<ExecutionContext, 'waitUntil'>): Promise<void> => {
    const worker = { name: subscriber, env, ctx };
    const end = ({ message, call, startedAt, about }: Arrival, outcome: Outcome) =>
      ended('message', worker, call, startedAt, { ...about, attempts: message.attempts, outcome });

    const ready: (Arrival & { deps: Deps })[] = [];
    for (const message of batch.messages) {
      const arrival = arrivalOf(message, subscriber, worker);
      try {
        ready.push({ ...arrival, deps: depsFrom(env, arrival.call) });
      } catch (error) {
        // A Worker that is configured wrongly can handle nothing: no fault of the message, which waits until that is mended.
        end(arrival, retryLater(message, error, arrival.traced));
      }
    }
    const inbox = ready[0]?.deps.inbox;
    if (!inbox) return;

    // Both of its requests count with the first message.
    const known = await attempt(() => knownAmong(ready, inbox));
    const done: { arrival: (typeof ready)[number]; result: Attempt<'handled' | 'known'> }[] = [];
    await inParallel(ready, AT_ONCE, async (arrival) => {
      const result = await attempt(() => handle(arrival.message.body, subscriber, handlers, arrival.deps, known));
      done.push({ arrival, result });
    });
    const handled = done.flatMap(({ arrival: { id }, result }) =>
      result.value === 'handled' && id !== null ? id : [],
    );
    const noted = await attempt(async () => handled.length > 0 && inbox.note(handled, new Date()));

    await Promise.all(
      done.map(async ({ arrival, result }) => {
        const { message, deps, traced } = arrival;
        const last = result.value === 'handled' && 'error' in noted ? noted : result;
        if ('error' in last) return end(arrival, await refuse(message, subscriber, last.error, deps, traced));
        message.ack();
        end(arrival, last.value);
      }),
    );
  };
}

type Outcome = 'handled' | 'known' | 'retried' | 'parked';

/** What came of a piece of work: its value, or what was thrown. */
type Attempt<T> = { value: T } | { value?: never; error: unknown };

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    return { error };
  }
}

/** A message with the piece of work that it is, and what its log lines say of it. */
interface Arrival {
  message: Message;
  /** The event's; null where the message cannot be read. */
  id: MessageId | null;
  call: Call;
  startedAt: number;
  about: Record<string, unknown>;
  traced: Record<string, unknown>;
}

function arrivalOf(message: Message, subscriber: Subscriber, worker: Running): Arrival {
  const envelope = Envelope.safeParse(message.body);
  const call = callFor(worker, envelope.success ? traceOf(envelope.data.traceId) : traceFrom(null));
  const about = {
    subscriber,
    messageId: message.id,
    ...(envelope.success && { type: envelope.data.type, eventId: envelope.data.id }),
  };
  return {
    message,
    id: envelope.success ? envelope.data.id : null,
    call,
    startedAt: Date.now(),
    about,
    traced: { traceId: call.trace.traceId, ...about },
  };
}

/** Which of the messages that can be read were dealt with before. */
async function knownAmong(arrivals: readonly Arrival[], inbox: Inbox): Promise<ReadonlySet<string>> {
  const ids = arrivals.flatMap(({ id }) => id ?? []);
  return new Set(ids.length === 0 ? [] : await inbox.handled(ids));
}

async function handle<S extends Subscriber, Deps extends ConsumerDeps>(
  body: unknown,
  subscriber: S,
  handlers: HandlersOf<S, Deps>,
  deps: Deps,
  known: Attempt<ReadonlySet<string>>,
): Promise<'handled' | 'known'> {
  const envelope = Heard.parse(body);
  if (!subscribersOf(envelope.type).includes(subscriber))
    throw new Error(`${subscriber} does not hear ${envelope.type}`);
  if ('error' in known) throw known.error;
  if (known.value.has(envelope.id)) return 'known';

  const type = envelope.type as HeardBy<S>;
  const data = domainEvents[type as EventType].data.parse(envelope.data);
  const handler = handlers[type] as (event: unknown, deps: Deps) => Promise<void>;
  await handler({ ...envelope, data }, deps);
  return 'handled';
}

/** Retries what a dependency's failure stopped; parks the rest at once, for more tries would not mend it. */
async function refuse(
  message: Message,
  subscriber: Subscriber,
  error: unknown,
  deps: ConsumerDeps,
  about: Record<string, unknown>,
): Promise<'retried' | 'parked'> {
  if (isUnavailable(error)) return retryLater(message, error, about);
  log('error', 'message-parked', { ...about, error });
  try {
    await deps.park({ subscriber, body: message.body, error: messageOf(error) });
    message.ack();
    return 'parked';
  } catch (parkingError) {
    log('error', 'parking-failed', { ...about, error: parkingError });
    message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
    return 'retried';
  }
}

function retryLater(message: Message, error: unknown, about: Record<string, unknown>): 'retried' {
  const delaySeconds = retryDelaySeconds(message.attempts);
  log('warn', 'message-retried', { ...about, attempts: message.attempts, delaySeconds, error });
  message.retry({ delaySeconds });
  return 'retried';
}
