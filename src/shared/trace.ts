/** A W3C Trace Context: the trace a piece of work belongs to (https://www.w3.org/TR/trace-context/, version 00). */
export interface Trace {
  /** 32 hex digits: the `traceId` of every answer, log line and event. */
  traceId: string;
  /** The header value to hand on. */
  traceparent: string;
}

/** At most 32 random hex digits: those of a UUID, which the runtime makes in one call. */
const randomHex = (digits: number): string => crypto.randomUUID().replaceAll('-', '').slice(-digits);

/** Neither version `ff` nor an id of zeros is valid (section 3.2.2). */
const VALID = /^(?!ff)[0-9a-f]{2}-((?!0{32})[0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** Continues an inbound `traceparent` under a span of our own, or begins a trace where there is none or a malformed one. */
export function traceFrom(traceparent: string | null | undefined): Trace {
  const [, traceId] = VALID.exec(traceparent ?? '') ?? [];
  return traceOf(traceId ?? randomHex(32));
}

/** A span of our own in a known trace, as when a queued event is handled. */
export const traceOf = (traceId: string): Trace => ({ traceId, traceparent: `00-${traceId}-${randomHex(16)}-01` });
