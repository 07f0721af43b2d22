import * as z from 'zod';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import type { Deps } from '../ports.ts';
import { SessionView, toView } from '../session.view.ts';

export default endpoint<Deps>()(
  {
    method: 'get',
    path: '/api/auth/sessions',
    access: 'sessions:read',
    summary: "List one's own sessions, the newest first",
    answers: { 200: { description: 'The sessions that have neither ended nor expired', body: z.array(SessionView) } },
    refuses: ['SERVICE_UNAVAILABLE'],
  },
  async ({ actor, deps, call }) => {
    const standing = { userId: oid(actor.userId), revokedAt: null, expiresAt: { $gt: call.now() } };
    const sessions = await deps.sessions.find(standing, { sort: { createdAt: -1 } });
    return reply(
      200,
      sessions.map((session) => toView(session, actor.sessionId)),
    );
  },
);
