import { callFor, ended, type Call } from '#shared/call';
import { subscribers, type Subscriber } from '#shared/domain-events';
import type { ReportsErrors } from '#shared/error-reports';
import { log } from '#shared/log';
import { retryDelaySeconds } from '#shared/queue-consumer';
import { traceFrom } from '#shared/trace';
import { parkLetter } from './commands/park-letter.ts';
import type { Deps } from './ports.ts';

/** Whose dead letters a queue holds, whatever the environment that stands before; null for a queue of another kind. */
export const subscriberOfDeadLetters = (queue: string): Subscriber | null =>
  subscribers.find((subscriber) => queue.endsWith(`-${subscriber}-dead-letters`)) ?? null;

/**
 * The last net: stores what a subscriber's queue gave up on. Storing is tried again with growing delay; should even a
 * hundred tries not be enough, the message is still in its outbox, from where the sweep sends it again.
 */
export const keepDeadLetters =
  <Env extends ReportsErrors>(depsFrom: (env: Env, call: Call) => Deps) =>
  async (
    subscriber: Subscriber,
    batch: MessageBatch,
    env: Env,
    ctx: Pick<ExecutionContext, 'waitUntil'>,
  ): Promise<void> => {
    const worker = { name: 'operations', env, ctx };
    const trace = traceFrom(null);
    await Promise.all(
      batch.messages.map(async (message) => {
        const startedAt = Date.now();
        const call = callFor(worker, trace);
        const about = { traceId: trace.traceId, subscriber, messageId: message.id };
        let outcome: 'parked' | 'retried' = 'parked';
        try {
          await parkLetter({ subscriber, body: message.body, error: GIVEN_UP }, call.now(), depsFrom(env, call));
          message.ack();
          log('error', 'message-given-up', about);
        } catch (error) {
          outcome = 'retried';
          log('error', 'parking-failed', { ...about, attempts: message.attempts, error });
          message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
        }
        ended('message', worker, call, startedAt, { ...about, attempts: message.attempts, outcome });
      }),
    );
  };

const GIVEN_UP = 'The subscriber could not handle it in all its tries; its log lines "message-retried" say why';
