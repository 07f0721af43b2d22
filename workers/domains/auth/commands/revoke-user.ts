import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import type { SessionsToEnd } from '../credential.documents.ts';
import type { Deps } from '../ports.ts';
import { endSessionsOfUser } from './end-sessions-of-user.ts';

/**
 * Shuts a user out who was deactivated, or has another company or role: access tokens issued until now are refused as
 * soon as the gateway has read the list, and every session ends. Whoever may still sign in does so anew.
 */
export async function revokeUser(
  userId: UserId,
  deps: Pick<Deps, 'credentials' | 'sessions' | 'publish'>,
  call: Call,
): Promise<void> {
  const now = call.now();
  const sessionsToEnd: SessionsToEnd = { before: now, keep: null, because: 'user-revoked' };
  await deps.credentials.update(
    { _id: oid(userId) },
    change(now, { set: { revokedBefore: now, sessionsToEnd, unsettledSince: now } }),
  );
  await endSessionsOfUser(userId, sessionsToEnd, 'system', deps, call);
}
