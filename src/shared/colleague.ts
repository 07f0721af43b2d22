import type { Call } from './call.ts';
import { log } from './log.ts';
import { replying, type Reply } from './reply.ts';
import { traceFrom } from './trace.ts';

/**
 * Runs the body of an RPC method that a Worker offers its colleagues, with dependencies of its own: the answer is data,
 * never a throw. Each such method takes the caller's `traceparent` first (ADR 0003, ADR 0007).
 */
export function forColleague<Env, Deps, T>(
  worker: { env: Env; ctx: Pick<ExecutionContext, 'waitUntil'> },
  depsFrom: (env: Env, call: Call) => Deps,
  traceparent: string,
  body: (deps: Deps, call: Call) => Promise<T>,
): Promise<Reply<T>> {
  const trace = traceFrom(traceparent);
  const call: Call = {
    trace,
    meter: { roundTrips: 0 },
    now: () => new Date(),
    afterAnswer: (work) =>
      worker.ctx.waitUntil(
        work.catch((error: unknown) => log('error', 'after-answer-failed', { traceId: trace.traceId, error })),
      ),
  };
  return replying(trace.traceId, () => body(depsFrom(worker.env, call), call));
}

/**
 * A colleague as its callers see it: the methods of its entrypoint that answer a Reply. The binding itself is the
 * client, so a changed signature is a compile error at the caller.
 */
export type Colleague<Entrypoint> = {
  [
    Method in keyof Entrypoint as Entrypoint[Method] extends (...given: never[]) => Promise<Reply<unknown>>
      ? Method
      : never
  ]: Entrypoint[Method];
};
