import * as z from 'zod';
import { callFor, ended, type Call } from './call.ts';
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
import type { Inbox } from './inbox.ts';
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

/**
 * A queue handler that never loses a message. Each message stands alone: done and noted in the inbox, retried later
 * because a dependency is down, or parked because it is malformed, unknown or meets a bug.
 */
export function consumer<S extends Subscriber, Env extends ReportsErrors, Deps extends ConsumerDeps>(
  subscriber: S,
  handlers: HandlersOf<S, Deps>,
  depsFrom: (env: Env, call: Call) => Deps,
) {
  return async (batch: MessageBatch, env: Env, ctx: Pick<ExecutionContext, 'waitUntil'>): Promise<void> => {
    const worker = { name: subscriber, env, ctx };
    await Promise.all(
      batch.messages.map(async (message) => {
        const startedAt = Date.now();
        const envelope = Envelope.safeParse(message.body);
        const call = callFor(worker, envelope.success ? traceOf(envelope.data.traceId) : traceFrom(null));
        const about = {
          subscriber,
          messageId: message.id,
          ...(envelope.success && { type: envelope.data.type, eventId: envelope.data.id }),
        };
        const traced = { traceId: call.trace.traceId, ...about };
        let deps: Deps;
        try {
          deps = depsFrom(env, call);
        } catch (error) {
          // A Worker that is configured wrongly can handle nothing: no fault of the message, which waits until that is mended.
          ended('message', worker, call, startedAt, {
            ...about,
            attempts: message.attempts,
            outcome: retryLater(message, error, traced),
          });
          return;
        }
        const outcome = await handle(message.body, subscriber, handlers, deps).then(
          (handled) => {
            message.ack();
            return handled;
          },
          (error: unknown) => refuse(message, subscriber, error, deps, traced),
        );
        ended('message', worker, call, startedAt, { ...about, attempts: message.attempts, outcome });
      }),
    );
  };
}

async function handle<S extends Subscriber, Deps extends ConsumerDeps>(
  body: unknown,
  subscriber: S,
  handlers: HandlersOf<S, Deps>,
  deps: Deps,
): Promise<'handled' | 'known'> {
  const envelope = Heard.parse(body);
  if (!subscribersOf(envelope.type).includes(subscriber))
    throw new Error(`${subscriber} does not hear ${envelope.type}`);
  if ((await deps.inbox.handled([envelope.id])).length > 0) return 'known';

  const type = envelope.type as HeardBy<S>;
  const data = domainEvents[type as EventType].data.parse(envelope.data);
  const handler = handlers[type] as (event: unknown, deps: Deps) => Promise<void>;
  await handler({ ...envelope, data }, deps);
  await deps.inbox.note(envelope.id, new Date());
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
