import * as z from 'zod';
import { SessionId, UserId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';
import { revocationReason } from './session.documents.ts';

/** Sessions to end: those that began by `before`, but for `keep`. The sweep ends what the request could not. */
const SessionsToEnd = z.object({
  before: storedDate,
  keep: storedId(SessionId).nullable(),
  because: revocationReason,
});
export type SessionsToEnd = z.infer<typeof SessionsToEnd>;

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
  /** The last time that sessions were to end with a change of this credential; null where they never were. */
  sessionsToEnd: SessionsToEnd.nullable().default(null),
  /**
   * How many links to choose a password (by reset or invitation) were made or used: only the link that names the present
   * number is good, so each is good once, and the newest one alone.
   */
  passwordLinks: z.int().default(0),
  /** The same, for links that prove the email. */
  emailLinks: z.int().default(0),
  /** When it was removed or deleted; it is forgotten a day later. */
  removedAt: storedDate.nullable(),
});
export type StoredCredential = z.infer<typeof StoredCredential>;
