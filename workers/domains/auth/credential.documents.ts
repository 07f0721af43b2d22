import * as z from 'zod';
import { UserId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/**
 * What a person signs in with. Its key is the user's own id: one credential a user. It is written before its user is
 * (architecture: "Register and invite"), so that an email is claimed by one unique index.
 */
export const StoredCredential = z.object({
  _id: storedId(UserId),
  ...drivingDocument,
  /** The email in lower case: what people sign in with. */
  emailKey: z.string(),
  /**
   * `pending` until the user is known to exist, `removed` where there will be none, `deleted` where the user was: in both
   * the email is free again.
   */
  state: z.enum(['pending', 'active', 'removed', 'deleted']),
  /** True while pending or active. */
  live: z.boolean(),
  /** What a pending registration needs to be completed without the person; null for everybody else. */
  registration: z.object({ firstName: z.string(), lastName: z.string() }).nullable(),
  /** A PHC string of argon2id, or an imported bcrypt hash; null for an invited person who has not chosen one yet. */
  passwordHash: z.string().nullable(),
  /** Failed sign-ins since the last good one; the tenth locks until `lockedUntil`. */
  failedSignIns: z.int(),
  lockedUntil: storedDate.nullable(),
  /** Access tokens issued before this moment are refused: the user was deactivated, or has another company or role. */
  revokedBefore: storedDate.nullable(),
  /** When it was removed or deleted; it is forgotten a day later. */
  removedAt: storedDate.nullable(),
});
export type StoredCredential = z.infer<typeof StoredCredential>;
