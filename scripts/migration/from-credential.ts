import type { UserId } from '../../src/shared/ids.ts';
import type { StoredCredential } from '../../workers/domains/auth/credential.documents.ts';
import type { Taken } from './taken.ts';

/** A user of whom the import knows enough to give a sign-in. */
export interface KnownUser {
  id: UserId;
  email: string;
  createdAt: Date;
}

/** bcrypt as both systems verify it; anything else nobody could sign in with. */
export const BCRYPT = /^\$2[ab]\$\d\d\$[./A-Za-z0-9]{53}$/;

/**
 * The sign-in of a user, with the password hash as the old system has it (it verifies, and is not rehashed before the
 * migration is final). Without one, or with one that nobody can verify, the person chooses a password by a reset link.
 */
export function fromCredential(user: KnownUser, passwordHash: string | null): Taken<StoredCredential> {
  const isGood = passwordHash !== null && BCRYPT.test(passwordHash);
  const warnings =
    passwordHash === null
      ? ['has no sign-in: chooses a password by a reset link']
      : isGood
        ? []
        : ['the password hash is of an unknown kind: chooses a password by a reset link'];
  return {
    taken: {
      _id: user.id,
      version: 1,
      createdAt: user.createdAt,
      updatedAt: user.createdAt,
      outbox: [],
      emailKey: user.email,
      state: 'active',
      live: true,
      registration: null,
      passwordHash: isGood ? passwordHash : null,
      failedSignIns: 0,
      lockedUntil: null,
      revokedBefore: null,
      sessionsToEnd: null,
      passwordLinks: 0,
      emailLinks: 0,
      removedAt: null,
    },
    warnings,
  };
}
