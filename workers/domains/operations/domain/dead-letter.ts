import type { Subscriber } from '#shared/domain-events';
import { MessageId, type DeadLetterId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import type { StoredDeadLetter } from '../dead-letter.documents.ts';

/** A message that cannot be handled, as its consumer hands it over. */
export interface Letter {
  subscriber: Subscriber;
  body: unknown;
  error: string;
}

/** A dead letter as it is kept: whatever the body is, nothing of it is lost, and what it says of itself can be read. */
export function newDeadLetter(id: DeadLetterId, letter: Letter, now: Date): StoredDeadLetter {
  const body: Readonly<Record<string, unknown>> =
    typeof letter.body === 'object' && letter.body !== null ? { ...letter.body } : {};
  return {
    _id: id,
    ...firstVersion(now),
    subscriber: letter.subscriber,
    body: jsonOf(letter.body),
    error: letter.error,
    messageId: MessageId.safeParse(body['id']).data ?? null,
    type: textOrNull(body['type']),
    traceId: textOrNull(body['traceId']),
    parkedAt: now,
    replayedAt: null,
  };
}

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Our queues carry JSON; what is none was put there by another hand, and is kept as its plain text. */
function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body) ?? 'null';
  } catch {
    // A cycle or a bigint: not a message of ours, and nothing that a replay could deliver.
    return JSON.stringify(String(body));
  }
}
