import * as z from 'zod';
import { anonymous, type Actor, type SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid, oids } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { Flag } from '#shared/fields';
import type { SessionId, UserId } from '#shared/ids';
import { bearerIn, type AccessClaims } from '../access-tokens.ts';
import { SESSION_LIVES_MS } from '../domain/session-rules.ts';
import type { Deps } from '../ports.ts';
import { clearedCookie, tokenInCookie } from '../refresh-cookie.ts';
import { endSession } from './end-session.ts';

/** What a request to sign out may name its session by. */
interface Named {
  refreshTokens: readonly (string | undefined)[];
  bearer: string | null;
}

/**
 * Ends the sessions that the tokens belong to, or with `all` every session of their users. An access token counts also
 * when it has expired; a token that is not ours names nothing, and that is no error: the asker is signed out either way.
 */
export async function logout({ refreshTokens, bearer }: Named, all: boolean, deps: Deps, call: Call): Promise<void> {
  const recognised = await Promise.all(
    refreshTokens.filter((token) => token !== undefined).map((token) => deps.refreshTokens.recognise(token)),
  );
  const claims = bearer === null ? null : await deps.accessTokens.verify(bearer, call.now(), SESSION_LIVES_MS / 1000);
  const sessionIds = new Set<SessionId>(recognised.flatMap((name) => (name ? [name.sessionId] : [])));
  if (claims) sessionIds.add(claims.sid);
  if (sessionIds.size === 0) return;

  const named = await deps.sessions.find({ _id: { $in: oids([...sessionIds]) } });
  const userIds = new Set<UserId>(named.map(({ userId }) => userId));
  if (claims) userIds.add(claims.sub);
  const ending = all
    ? await Promise.all([...userIds].map((userId) => deps.sessions.find({ userId: oid(userId), revokedAt: null })))
    : [named];
  const actor: Actor = claims ? actorOf(claims) : anonymous;
  await Promise.all(ending.flat().map((session) => endSession(session, 'signed-out', actor, deps, call)));
}

function actorOf({ sub, roles, userType, customerId, customerType, sid }: AccessClaims): SignedIn {
  return { kind: 'user', userId: sub, role: roles[0], userType, customerId, customerType, sessionId: sid };
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/logout',
    access: 'anyone',
    summary: 'Sign out: end the session of the refresh token, the cookie or the access token',
    query: z.object({ all: Flag.optional().meta({ description: 'true ends every session of the user' }) }),
    body: z.strictObject({ refreshToken: z.string().max(1024).optional() }),
    bodyOptional: true,
    answers: { 200: { description: 'Signed out', body: z.object({ success: z.literal(true) }) } },
    refuses: ['FORBIDDEN', 'SERVICE_UNAVAILABLE'],
  },
  async ({ query, body, headers, deps, call }) => {
    const refreshTokens = [body.refreshToken, tokenInCookie(headers, deps.settings)];
    await logout({ refreshTokens, bearer: bearerIn(headers) }, query.all ?? false, deps, call);
    return reply(200, { success: true as const }, { headers: { 'set-cookie': clearedCookie(deps.settings) } });
  },
);
