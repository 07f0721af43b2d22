import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { endpoint, reply, requireVersion } from '#shared/endpoint';
import { notFound } from '#shared/errors';
import { SessionId } from '#shared/ids';
import { requireReach } from '#shared/permissions';
import type { Deps } from '../ports.ts';
import { clearedCookie } from '../refresh-cookie.ts';
import { endSession } from './end-session.ts';

/** Ends one of the caller's own sessions, and with it its access tokens. One that has ended is not there any more: 404. */
export async function deleteSession(
  id: SessionId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Pick<Deps, 'sessions' | 'publish'>,
  call: Call,
): Promise<void> {
  const session = await deps.sessions.findOne({ _id: oid(id) });
  if (!session || session.revokedAt !== null || session.expiresAt <= call.now()) throw notFound('The session');
  requireReach(actor, 'sessions:end', { person: session.userId }, 'The session');
  requireVersion(session.version, ifMatch);
  await endSession(session, 'signed-out', actor, deps, call);
}

export default endpoint<Deps>()(
  {
    method: 'delete',
    path: '/api/auth/sessions/{id}',
    access: 'sessions:end',
    summary: "End one of one's own sessions: its access tokens stop working within 60 seconds",
    params: z.object({ id: SessionId }),
    answers: { 200: { description: 'Ended', body: z.object({ success: z.literal(true) }) } },
    refuses: ['NOT_FOUND', 'PRECONDITION_FAILED', 'SERVICE_UNAVAILABLE'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    await deleteSession(params.id, ifMatch, actor, deps, call);
    const isOwn = params.id === actor.sessionId;
    return reply(
      200,
      { success: true as const },
      isOwn ? { headers: { 'set-cookie': clearedCookie(deps.settings) } } : {},
    );
  },
);
