import { callFor, ended, type Call, type Running } from './call.ts';
import type { ReportsErrors } from './error-reports.ts';
import { replying, type Reply } from './reply.ts';
import { traceFrom } from './trace.ts';

/**
 * Runs the body of an RPC method that a Worker offers its colleagues, with dependencies of its own: the answer is data,
 * never a throw. Each such method takes the caller's `traceparent` first (ADR 0003, ADR 0007).
 */
export async function forColleague<Env extends ReportsErrors, Deps, T>(
  worker: Running & { env: Env },
  depsFrom: (env: Env, call: Call) => Deps,
  traceparent: string,
  body: (deps: Deps, call: Call) => Promise<T>,
): Promise<Reply<T>> {
  const startedAt = Date.now();
  const call = callFor(worker, traceFrom(traceparent));
  const reply = await replying(call.trace.traceId, () => body(depsFrom(worker.env, call), call));
  ended('rpc', worker, call, startedAt, { outcome: reply.ok ? 'ok' : reply.refusal.code });
  return reply;
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
