import * as z from 'zod';
import { MessageId, UserId } from '#shared/ids';
import { everyDocument, storedDate, storedId } from '#shared/stored';

/** One write or sensitive read. Its id is the message's that told of it, so that a repeated message changes nothing. */
export const StoredAuditEntry = z.object({
  _id: storedId(MessageId),
  ...everyDocument,
  at: storedDate,
  /** Null for the system itself, and for somebody who is not signed in. */
  actorId: storedId(UserId).nullable(),
  actorRoles: z.array(z.string()),
  action: z.string(),
  resource: z.string(),
  resourceId: z.string(),
  traceId: z.string(),
});
export type StoredAuditEntry = z.infer<typeof StoredAuditEntry>;
