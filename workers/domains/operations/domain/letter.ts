import type { Subscriber } from '#shared/domain-events';

/** The queue of a subscriber: one each (ADR 0006). */
export const queueOf = (subscriber: Subscriber): string => `thenorsound-${subscriber}`;

/** What a message says of itself, as far as it says anything: a malformed one may say nothing. */
export interface Said {
  id: string | null;
  type: string | null;
  traceId: string | null;
}

export function saidBy(body: unknown): Said {
  const said: Readonly<Record<string, unknown>> = typeof body === 'object' && body !== null ? { ...body } : {};
  return { id: textOrNull(said['id']), type: textOrNull(said['type']), traceId: textOrNull(said['traceId']) };
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A body as JSON text. Our queues carry JSON; what is none was put there by another hand, and is kept as plain text. */
export function asJson(body: unknown): string {
  try {
    return JSON.stringify(body) ?? 'null';
  } catch {
    // A cycle or a bigint: not a message of ours, and nothing that a replay could deliver.
    return JSON.stringify(String(body));
  }
}
