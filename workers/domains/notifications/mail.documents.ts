import * as z from 'zod';
import { MessageId, UserId } from '#shared/ids';
import { everyDocument, storedDate, storedId } from '#shared/stored';

/** A mail that is to be sent, or was. Its id is the message's that asked for it; a token is never in it, nor an address. */
export const StoredMail = z.object({
  _id: storedId(MessageId),
  ...everyDocument,
  userId: storedId(UserId),
  mail: z.enum(['invitation', 'verification', 'password-reset']),
  /** `cancelled`: its reader is gone. `failed`: given up, and kept by the operations Worker as a dead letter. */
  status: z.enum(['pending', 'sent', 'cancelled', 'failed']),
  /** When to (try to) send it; while somebody is at it, when that claim runs out. */
  dueAt: storedDate,
  /** How often sending it was begun. */
  attempts: z.int().nonnegative().default(0),
  /** The id under which it is asked for anew, should it become a dead letter; null before the first attempt. */
  replayAs: storedId(MessageId).nullable().default(null),
  /** When it was sent, cancelled or given up; it is thrown away 30 days later. Null while it is pending. */
  endedAt: storedDate.nullable().default(null),
  traceId: z.string(),
});
export type StoredMail = z.infer<typeof StoredMail>;
