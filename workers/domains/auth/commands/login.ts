import * as z from 'zod';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { AppError, unauthorized, unavailable } from '#shared/errors';
import { Email } from '#shared/fields';
import { newId, type UserId } from '#shared/ids';
import { ask } from '#shared/reply';
import { searchKey } from '#shared/text-search';
import type { UserForSignIn } from '../../users/for-colleagues.ts';
import { UserView } from '../../users/user.view.ts';
import type { StoredCredential } from '../credential.documents.ts';
import { afterFailure, lockedForSeconds, type FailedSignIns } from '../domain/lock-out.ts';
import { verifyPassword } from '../password-hash.ts';
import type { Deps } from '../ports.ts';
import { issueTokens } from '../issue-tokens.ts';
import { TokensView } from '../tokens.view.ts';
import { startSession } from './start-session.ts';

const Login = z.strictObject({
  email: Email,
  /** Of any length: an imported one may be shorter than what is asked of a new one. */
  password: z.string().min(1, 'must not be empty').max(1024, 'must have at most 1024 characters'),
});

/** Parallel failures of one account count one after another, and ten of them lock it. */
const MOST_COUNTING_ROUNDS = 20;

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

function refuseIfLocked(record: FailedSignIns, now: Date): void {
  const retryAfterSeconds = lockedForSeconds(record, now);
  if (retryAfterSeconds === 0) return;
  const message = 'Too many failed sign-ins; the account is locked for a while';
  throw new AppError({ code: 'RATE_LIMITED', message, retryAfterSeconds });
}

/** One conditional write on the count that was read, so that parallel guesses cannot share one count. */
async function countFailure(
  userId: UserId,
  credential: StoredCredential | null,
  { credentials }: Pick<Deps, 'credentials'>,
  now: Date,
): Promise<void> {
  let record: FailedSignIns = credential ?? { failedSignIns: 0, lockedUntil: null };
  for (let round = 0; round < MOST_COUNTING_ROUNDS; round += 1) {
    refuseIfLocked(record, now);
    const { failedSignIns, lockedUntil } = record;
    const asRead = { _id: oid(userId), failedSignIns, lockedUntil };
    // Not `change`: no client sees this, and no version of it.
    if (await credentials.update(asRead, { $set: afterFailure(record, now) })) return;
    const standing = credential && (await credentials.findOne({ _id: oid(userId) }));
    if (!standing) return;
    record = standing;
  }
  throw unavailable('The sign-in');
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
      $or: [{ lockedUntil: null }, { lockedUntil: { $lte: now } }],
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
