import * as z from 'zod';
import { subscribers } from '#shared/domain-events';
import { DeadLetterId, MessageId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/** A message that its subscriber could not handle. Once replayed, it stays until the subscriber has handled it. */
export const StoredDeadLetter = z.object({
  _id: storedId(DeadLetterId),
  ...drivingDocument,
  subscriber: z.enum(subscribers),
  /** The message as JSON text: a malformed body may hold anything, also what no document can. */
  body: z.string(),
  error: z.string(),
  /** Null where the body is so malformed that it has none: such a letter is stored each time it arrives. */
  messageId: storedId(MessageId).nullable(),
  /** What the body says of itself, for the list; null where it says nothing. */
  type: z.string().nullable(),
  traceId: z.string().nullable(),
  parkedAt: storedDate,
  /** When it was sent again; null again when it came back. */
  replayedAt: storedDate.nullable(),
});
export type StoredDeadLetter = z.infer<typeof StoredDeadLetter>;
