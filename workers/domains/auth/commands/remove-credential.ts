import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import type { SessionsToEnd } from '../credential.documents.ts';
import type { Deps } from '../ports.ts';
import { endSessionsOfUser } from './end-sessions-of-user.ts';

/**
 * Takes the credential of a deleted user away: the email is free again, what the person signed in with is forgotten, and
 * every session ends. The state is not that of a claim given up: a late activation must not bring it back.
 */
export async function removeCredential(
  userId: UserId,
  deps: Pick<Deps, 'credentials' | 'sessions' | 'publish'>,
  call: Call,
): Promise<void> {
  const now = call.now();
  const sessionsToEnd: SessionsToEnd = { before: now, keep: null, because: 'user-revoked' };
  const forgotten = { emailKey: '', passwordHash: null, registration: null };
  await deps.credentials.update(
    { _id: oid(userId), state: { $ne: 'deleted' } },
    change(now, {
      set: {
        ...forgotten,
        state: 'deleted',
        live: false,
        removedAt: now,
        revokedBefore: now,
        sessionsToEnd,
        unsettledSince: now,
      },
    }),
  );
  await endSessionsOfUser(userId, sessionsToEnd, 'system', deps, call);
}
