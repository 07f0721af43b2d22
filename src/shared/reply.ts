import { AppError, refusalOf, unavailable, type Refusal } from './errors.ts';
import { log } from './log.ts';

/** What one Worker answers another. Thrown errors lose their class over RPC, so a refusal travels as data (ADR 0007). */
export type Reply<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

/** Runs the body of an RPC method; what it throws becomes a refusal, and a bug is logged where it happened. */
export async function replying<T>(traceId: string, body: () => Promise<T>): Promise<Reply<T>> {
  try {
    return { ok: true, value: await body() };
  } catch (error) {
    if (!(error instanceof AppError)) log('error', 'rpc-failed', { traceId, error });
    return { ok: false, refusal: refusalOf(error) };
  }
}

/**
 * Asks a colleague: the value, or the refusal thrown as an AppError. A call that itself fails, or takes longer than
 * `timeoutMs`, means that the Worker named by `whom` cannot be reached; what it was asked to do may still happen.
 */
export async function ask<T>(whom: string, call: Promise<Reply<T>>, timeoutMs = 2_500): Promise<T> {
  const reply = await within(timeoutMs, call).catch((cause: unknown) => {
    throw unavailable(`The ${whom} service`, cause);
  });
  if (!reply.ok) throw new AppError(reply.refusal);
  return reply.value;
}

/** For what only enriches an answer: null where the colleague cannot be reached. Refusals are null as well. */
export async function askForEnrichment<T>(whom: string, call: Promise<Reply<T>>, traceId: string): Promise<T | null> {
  try {
    return await ask(whom, call, 1_500);
  } catch (error) {
    log('warn', 'enrichment-missing', { traceId, whom, error });
    return null;
  }
}

/** The promise's value, or a rejection after `timeoutMs`. The work itself is not stopped. */
export async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
