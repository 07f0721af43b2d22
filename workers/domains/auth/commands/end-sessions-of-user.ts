import type { Actor } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import type { SessionId, UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';
import type { StoredSession } from '../session.documents.ts';
import { endSession } from './end-session.ts';

/** Ends every session of a user, but for the one in `keep`. */
export async function endSessionsOfUser(
  userId: UserId,
  because: NonNullable<StoredSession['revokedBecause']>,
  actor: Actor | 'system',
  deps: Pick<Deps, 'sessions' | 'publish'>,
  call: Call,
  keep?: SessionId,
): Promise<void> {
  const standing = await deps.sessions.find({ userId: oid(userId), revokedAt: null });
  await Promise.all(
    standing.filter(({ _id }) => _id !== keep).map((session) => endSession(session, because, actor, deps, call)),
  );
}
