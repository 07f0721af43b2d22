import * as z from 'zod';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { unauthorized } from '#shared/errors';
import { Email } from '#shared/fields';
import { newId, type UserId } from '#shared/ids';
import { ask } from '#shared/reply';
import { searchKey } from '#shared/text-search';
import type { UserForSignIn } from '../../users/for-colleagues.ts';
import { UserView } from '../../users/user.view.ts';
import type { StoredCredential } from '../credential.documents.ts';
import { verifyPassword } from '../password-hash.ts';
import type { Deps } from '../ports.ts';
import { issueTokens } from '../issue-tokens.ts';
import { TokensView } from '../tokens.view.ts';
import { countFailure, notLocked, refuseIfLocked } from './count-failure.ts';
import { startSession } from './start-session.ts';

const Login = z.strictObject({
  email: Email,
  /** Of any length: an imported one may be shorter than what is asked of a new one. */
  password: z.string().min(1, 'must not be empty').max(1024, 'must have at most 1024 characters'),
});

/**
 * Who signs in with this email and password. An unknown email, a wrong password and an inactive user are refused alike,
 * after the same steps. Ten failures lock the account: 429, also for the right password. A credential may still be
 * pending: whether the user exists is what counts.
 */
export async function recogniseUser(
  { email, password }: z.infer<typeof Login>,
  deps: Deps,
  call: Call,
): Promise<UserForSignIn> {
  const credential = await deps.credentials.findOne({ emailKey: searchKey(email), live: true });
  if (credential) refuseIfLocked(credential, call.now());
  // Nobody's id: the questions that follow are asked for an unknown email as well.
  const userId = credential?._id ?? newId<UserId>();
  const user = await ask('users', deps.userForSignIn(userId));
  const verified = await verifyPassword(password, credential?.passwordHash ?? null);
  if (!credential || !verified || !user?.isActive) {
    await countFailure(userId, credential, deps, call.now());
    throw unauthorized('The email or the password is not right');
  }
  await countSuccess(credential, deps, call.now());
  return user;
}

/**
 * Forgets the failures, unless they have locked the account since it was read: whoever tries many passwords at once must
 * not get in with the eleventh. A credential that was changed, revoked or removed meanwhile lets nobody in either.
 */
async function countSuccess(
  { _id, passwordHash, revokedBefore }: StoredCredential,
  { credentials }: Pick<Deps, 'credentials'>,
  now: Date,
): Promise<void> {
  const admitted = await credentials.update(
    {
      _id: oid(_id),
      live: true,
      passwordHash,
      revokedBefore,
      ...notLocked(now),
    },
    { $set: { failedSignIns: 0, lockedUntil: null } },
  );
  if (admitted) return;
  const standing = await credentials.findOne({ _id: oid(_id) });
  if (standing) refuseIfLocked(standing, now);
  throw unauthorized('The email or the password is not right');
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/login',
    access: 'anyone',
    summary: 'Sign in with email and password',
    body: Login,
    answers: {
      200: {
        description: 'Who signed in, and the tokens; the refresh token comes as a cookie too',
        body: TokensView.extend({ user: UserView }).meta({ id: 'SignIn' }),
      },
    },
    refuses: ['UNAUTHORIZED', 'RATE_LIMITED', 'SERVICE_UNAVAILABLE'],
  },
  async ({ body, headers, deps, call }) => {
    const user = await recogniseUser(body, deps, call);
    const session = await startSession(user, headers.get('user-agent'), deps, call);
    const { tokens, headers: answered } = await issueTokens(user, session, deps, call.now());
    return reply(200, { user: user.view, ...tokens }, { headers: answered });
  },
);
