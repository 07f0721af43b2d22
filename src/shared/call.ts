import type { StoreMeter } from './documents.ts';
import type { Trace } from './trace.ts';

/** One piece of work inside a Worker: a request, an RPC call, a queue message or a sweep. Dependencies are built for it. */
export interface Call {
  trace: Trace;
  meter: StoreMeter;
  now: () => Date;
  /** Goes on with work after the answer is sent. A failure in it is logged. */
  afterAnswer: (work: Promise<unknown>) => void;
}
