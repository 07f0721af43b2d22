import type * as z from 'zod';
import type { UserForSignIn } from '../users/for-colleagues.ts';
import { ACCESS_TOKEN_SECONDS } from './access-tokens.ts';
import type { Deps } from './ports.ts';
import { cookieWith } from './refresh-cookie.ts';
import type { StoredSession } from './session.documents.ts';
import type { TokensView } from './tokens.view.ts';

/** The tokens of a session's generation, as an answer gives them: in the body, and the refresh token as a cookie. */
export async function issueTokens(
  user: UserForSignIn,
  { _id, generation, expiresAt }: Pick<StoredSession, '_id' | 'generation' | 'expiresAt'>,
  { accessTokens, refreshTokens, settings }: Pick<Deps, 'accessTokens' | 'refreshTokens' | 'settings'>,
  now: Date,
): Promise<{ tokens: z.infer<typeof TokensView>; headers: { 'set-cookie': string } }> {
  const [accessToken, refreshToken] = await Promise.all([
    accessTokens.sign(user, _id, now),
    refreshTokens.issue(_id, generation),
  ]);
  return {
    tokens: { accessToken, refreshToken, expiresIn: ACCESS_TOKEN_SECONDS, tokenType: 'Bearer' },
    headers: { 'set-cookie': cookieWith(refreshToken, expiresAt, now, settings) },
  };
}
