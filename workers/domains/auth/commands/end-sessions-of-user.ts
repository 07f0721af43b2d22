import type { Actor } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import type { SessionsToEnd } from '../credential.documents.ts';
import type { Deps } from '../ports.ts';
import { endSession } from './end-session.ts';

/**
 * Ends the sessions of a user as a change of the credential demands. The change is written first, marked as unsettled:
 * should this not come to its end, the sweep does it again.
 */
export async function endSessionsOfUser(
  userId: UserId,
  { before, keep, because }: SessionsToEnd,
  actor: Actor | 'system',
  deps: Pick<Deps, 'sessions' | 'publish'>,
  call: Call,
): Promise<void> {
  const standing = await deps.sessions.find({ userId: oid(userId), revokedAt: null, createdAt: { $lte: before } });
  await Promise.all(
    standing.filter(({ _id }) => _id !== keep).map((session) => endSession(session, because, actor, deps, call)),
  );
}
