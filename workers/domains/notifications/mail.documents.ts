import * as z from 'zod';
import { MessageId, UserId } from '#shared/ids';
import { everyDocument, storedDate, storedId } from '#shared/stored';

/** A mail that is to be sent. Its id is the message's that asked for it; a token is never in it. */
export const StoredMail = z.object({
  _id: storedId(MessageId),
  ...everyDocument,
  userId: storedId(UserId),
  mail: z.enum(['invitation', 'verification', 'password-reset']),
  status: z.enum(['pending']),
  /** When to (try to) send it. */
  dueAt: storedDate,
  traceId: z.string(),
});
export type StoredMail = z.infer<typeof StoredMail>;
