import * as z from 'zod';
import { SessionId, UserId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

export const revocationReason = z.enum(['signed-out', 'reused', 'user-inactive', 'user-revoked', 'password-changed']);

/**
 * A session: one family of refresh tokens, of which only the present generation is good. The tokens themselves are made
 * of its id and generation under a secret key, so nothing here lets anybody in.
 */
export const StoredSession = z.object({
  _id: storedId(SessionId),
  ...drivingDocument,
  userId: storedId(UserId),
  /** Counts from 1; each refresh raises it by compare-and-set. */
  generation: z.int(),
  /** When the present generation was made: when the session was last used. */
  rotatedAt: storedDate,
  /** When the present token ends: seven days after it was made, at most thirty after the sign-in. */
  expiresAt: storedDate,
  userAgent: z.string().nullable(),
  revokedAt: storedDate.nullable(),
  revokedBecause: revocationReason.nullable(),
});
export type StoredSession = z.infer<typeof StoredSession>;
