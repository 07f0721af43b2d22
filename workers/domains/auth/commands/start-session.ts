import { roleOf, type SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { newId, type SessionId } from '#shared/ids';
import { firstVersion } from '#shared/stored';
import type { UserForSignIn } from '../../users/for-colleagues.ts';
import { tokenExpiry } from '../domain/session-rules.ts';
import type { Deps } from '../ports.ts';
import type { StoredSession } from '../session.documents.ts';

const LONGEST_USER_AGENT = 300;

/** Begins a session: stored, told of and audited in one write. */
export async function startSession(
  user: UserForSignIn,
  userAgent: string | null,
  deps: Deps,
  call: Call,
): Promise<StoredSession> {
  const now = call.now();
  const id = newId<SessionId>(now);
  const { id: userId, userType, customerId } = user.view;
  const { customerType } = user;
  const actor: SignedIn = {
    kind: 'user',
    userId,
    role: roleOf({ userType, customerType }),
    userType,
    customerId,
    customerType,
    sessionId: id,
  };
  const events = [
    occurred('user.logged-in', { userId }, { now, traceId: call.trace.traceId }),
    audited(actor, 'auth:sign-in', 'session', id, call),
  ];
  const session: StoredSession = {
    _id: id,
    ...firstVersion(now),
    ...untold(now, events),
    userId,
    generation: 1,
    rotatedAt: now,
    expiresAt: tokenExpiry(now, now),
    userAgent: userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
    revokedAt: null,
    revokedBecause: null,
  };
  await deps.sessions.insert(session);
  deps.publish(events);
  return session;
}
