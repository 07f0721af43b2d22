import * as z from 'zod';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { unauthorized, unavailable } from '#shared/errors';
import { ask } from '#shared/reply';
import type { UserForSignIn } from '../../users/for-colleagues.ts';
import { decideRefresh } from '../domain/session-rules.ts';
import { issueTokens } from '../issue-tokens.ts';
import type { Deps } from '../ports.ts';
import { tokenInCookie } from '../refresh-cookie.ts';
import type { StoredSession } from '../session.documents.ts';
import { TokensView } from '../tokens.view.ts';
import { endSession } from './end-session.ts';

/** Each round that is lost was won by another refresh of the same session, and the second round ends in a repeat. */
const MOST_ROUNDS = 5;

const notAccepted = () => unauthorized('The refresh token is not accepted; sign in again');

interface Refreshed {
  user: UserForSignIn;
  /** With the generation of the token that takes the presented one's place. */
  session: StoredSession;
}

/**
 * Uses a refresh token up. Only one of many at once rotates; the others find the rotation made and get the very same
 * successor. A token used longer ago ends its session. State and roles of the user are as they are now.
 */
export async function refreshSession(token: string, deps: Deps, call: Call): Promise<Refreshed> {
  const presented = await deps.refreshTokens.recognise(token);
  if (!presented) throw notAccepted();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const session = await deps.sessions.findOne({ _id: oid(presented.sessionId) });
    if (!session) throw notAccepted();
    const now = call.now();
    const decision = decideRefresh(session, presented.generation, now);
    if (decision.kind === 'refuse') throw notAccepted();
    if (decision.kind === 'revoke') {
      await endSession(session, 'reused', 'system', deps, call);
      throw notAccepted();
    }
    const user = await ask('users', deps.userForSignIn(session.userId));
    if (!user?.isActive) {
      await endSession(session, 'user-inactive', 'system', deps, call);
      throw notAccepted();
    }
    if (decision.kind === 'repeat') return { user, session };
    const { generation, expiresAt } = decision;
    const rotated = await deps.sessions.update(
      { _id: oid(session._id), generation: session.generation, revokedAt: null },
      change(now, { set: { generation, expiresAt, rotatedAt: now } }),
    );
    if (rotated) return { user, session: { ...session, generation, expiresAt } };
  }
  throw unavailable('The session');
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/refresh',
    access: 'anyone',
    summary: 'Exchange a refresh token, from the body or the cookie, for new tokens',
    body: z.strictObject({ refreshToken: z.string().max(1024).optional() }),
    bodyOptional: true,
    answers: { 200: { description: 'New tokens; the refresh token comes as a cookie too', body: TokensView } },
    refuses: ['UNAUTHORIZED', 'FORBIDDEN', 'SERVICE_UNAVAILABLE'],
  },
  async ({ body, headers, deps, call }) => {
    const token = body.refreshToken ?? tokenInCookie(headers, deps.settings);
    if (token === undefined) throw unauthorized('Send the refresh token, in the body or as the cookie');
    const { user, session } = await refreshSession(token, deps, call);
    const { tokens, headers: answered } = await issueTokens(user, session, deps, call.now());
    return reply(200, tokens, { headers: answered });
  },
);
