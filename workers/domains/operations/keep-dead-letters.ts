import type { Call } from '#shared/call';
import { subscribers, type Subscriber } from '#shared/domain-events';
import { log } from '#shared/log';
import { retryDelaySeconds } from '#shared/queue-consumer';
import { traceFrom } from '#shared/trace';
import { parkLetter } from './commands/park-letter.ts';
import { queueOf } from './domain/letter.ts';
import type { Deps } from './ports.ts';

/** Whose dead letters a queue holds; null for a queue of another kind. */
export const subscriberOfDeadLetters = (queue: string): Subscriber | null =>
  subscribers.find((subscriber) => queue === `${queueOf(subscriber)}-dead-letters`) ?? null;

/**
 * The last net: stores what a subscriber's queue gave up on. Storing is tried again with growing delay; should even a
 * hundred tries not be enough, the message is still in its outbox, from where the sweep sends it again.
 */
export const keepDeadLetters =
  <Env>(depsFrom: (env: Env, call: Call) => Deps) =>
  async (
    subscriber: Subscriber,
    batch: MessageBatch,
    env: Env,
    context: Pick<ExecutionContext, 'waitUntil'>,
  ): Promise<void> => {
    const trace = traceFrom(null);
    const now = () => new Date();
    const afterAnswer = (work: Promise<unknown>) => context.waitUntil(work);
    await Promise.all(
      batch.messages.map(async (message) => {
        const about = { traceId: trace.traceId, subscriber, messageId: message.id };
        const deps = depsFrom(env, { trace, meter: { roundTrips: 0 }, now, afterAnswer });
        try {
          await parkLetter({ subscriber, body: message.body, error: GIVEN_UP }, now(), deps);
          message.ack();
          log('error', 'message-given-up', about);
        } catch (error) {
          log('error', 'parking-failed', { ...about, attempts: message.attempts, error });
          message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
        }
      }),
    );
  };

const GIVEN_UP = 'The subscriber could not handle it in all its tries; its log lines "message-retried" say why';
