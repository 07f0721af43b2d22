import type { StoreMeter } from './documents.ts';
import { sendErrorReports, type ReportsErrors } from './error-reports.ts';
import { errorLines, log } from './log.ts';
import type { Trace } from './trace.ts';

/** One piece of work inside a Worker: a request, an RPC call, a queue message or a sweep. Dependencies are built for it. */
export interface Call {
  trace: Trace;
  meter: StoreMeter;
  now: () => Date;
  /** Goes on with work after the answer is sent. A failure in it is logged. */
  afterAnswer: (work: Promise<unknown>) => void;
}

/** Where a piece of work runs: which Worker, with which bindings, and what keeps it alive after its answer. */
export interface Running {
  name: string;
  env: ReportsErrors;
  ctx: Pick<ExecutionContext, 'waitUntil'>;
}

/** A call that starts now, with nothing asked of the store yet. */
export const callFor = (worker: Running, trace: Trace): Call => ({
  trace,
  meter: { roundTrips: 0 },
  now: () => new Date(),
  afterAnswer: (work) =>
    worker.ctx.waitUntil(
      work.catch((error: unknown) => {
        log('error', 'after-answer-failed', { traceId: trace.traceId, worker: worker.name, error });
        return sendErrorReports(worker.name, worker.env, trace);
      }),
    ),
});

/**
 * Ends a piece of work: the one line that says how it went, unless REQUEST_LOG is off, and then, behind the answer, what was
 * logged as an error on the way goes to the operations Worker.
 */
export function ended(
  what: 'request' | 'rpc' | 'message' | 'sweep',
  worker: Running,
  { trace, meter }: Pick<Call, 'trace' | 'meter'>,
  startedAt: number,
  fields: Record<string, unknown>,
): void {
  if (worker.env.REQUEST_LOG !== 'off') {
    log('info', what, {
      traceId: trace.traceId,
      worker: worker.name,
      ...fields,
      durationMs: Date.now() - startedAt,
      roundTrips: meter.roundTrips,
    });
  }
  if (errorLines.length > 0) worker.ctx.waitUntil(sendErrorReports(worker.name, worker.env, trace));
}
