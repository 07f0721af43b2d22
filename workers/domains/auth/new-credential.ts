import type { UserId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import type { StoredCredential } from './credential.documents.ts';

/** A credential that claims an email for a user who is about to be made: unsettled until that is known. */
export const newCredential = (
  wish: Pick<StoredCredential, 'emailKey' | 'passwordHash' | 'registration'> & { userId: UserId },
  now: Date,
): StoredCredential => ({
  _id: wish.userId,
  ...firstVersion(now),
  outbox: [],
  unsettledSince: now,
  emailKey: wish.emailKey,
  state: 'pending',
  live: true,
  registration: wish.registration,
  passwordHash: wish.passwordHash,
  failedSignIns: 0,
  lockedUntil: null,
  revokedBefore: null,
  sessionsToEnd: null,
  passwordLinks: 0,
  emailLinks: 0,
  removedAt: null,
});
