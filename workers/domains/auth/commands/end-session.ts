import type { Actor } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import type { Deps } from '../ports.ts';
import type { StoredSession } from '../session.documents.ts';

/**
 * Ends a session: no token of it refreshes again, and the revocation list shuts its access tokens out. One that has ended
 * already stays as it ended.
 */
export async function endSession(
  session: StoredSession,
  because: NonNullable<StoredSession['revokedBecause']>,
  actor: Actor | 'system',
  deps: Pick<Deps, 'sessions' | 'publish'>,
  call: Call,
): Promise<void> {
  if (session.revokedAt !== null) return;
  const now = call.now();
  const events = [audited(actor, 'auth:sign-out', 'session', session._id, call)];
  const ended = await deps.sessions.update(
    { _id: oid(session._id), revokedAt: null },
    change(now, { set: { revokedAt: now, revokedBecause: because }, events }),
  );
  if (ended) deps.publish(events);
}
