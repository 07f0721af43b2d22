import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { invalidField, unauthorized } from '#shared/errors';
import { NewPassword } from '#shared/fields';
import type { SessionsToEnd } from '../credential.documents.ts';
import { hashPassword, verifyPassword } from '../password-hash.ts';
import type { Deps } from '../ports.ts';
import { countFailure, notLocked, refuseIfLocked } from './count-failure.ts';
import { endSessionsOfUser } from './end-sessions-of-user.ts';

const PasswordChange = z.strictObject({
  currentPassword: z.string().min(1, 'must not be empty').max(1024, 'must have at most 1024 characters'),
  newPassword: NewPassword,
});

const wrongPassword = () => invalidField('currentPassword', 'is not your password');

/**
 * Gives the caller another password; every session but the one that asks ends. A wrong present password counts as a failed
 * sign-in, so that a stolen access token is no way round the lock. Links to choose a password that are still about are
 * used up.
 */
export async function changePassword(
  { currentPassword, newPassword }: z.infer<typeof PasswordChange>,
  actor: SignedIn,
  deps: Pick<Deps, 'credentials' | 'sessions' | 'publish'>,
  call: Call,
): Promise<void> {
  const { userId, sessionId } = actor;
  const credential = await deps.credentials.findOne({ _id: oid(userId) });
  if (!credential?.live) throw unauthorized();
  refuseIfLocked(credential, call.now());
  if (!(await verifyPassword(currentPassword, credential.passwordHash))) {
    await countFailure(userId, credential, deps, call.now());
    throw wrongPassword();
  }
  const passwordHash = await hashPassword(newPassword);

  const now = call.now();
  const sessionsToEnd: SessionsToEnd = { before: now, keep: sessionId, because: 'password-changed' };
  const events = [audited(actor, 'password:change', 'user', userId, call)];
  const changed = await deps.credentials.update(
    { _id: oid(userId), live: true, passwordHash: credential.passwordHash, ...notLocked(now) },
    change(now, {
      set: {
        passwordHash,
        failedSignIns: 0,
        lockedUntil: null,
        sessionsToEnd: { ...sessionsToEnd, keep: oid(sessionId) },
      },
      inc: { passwordLinks: 1 },
      events,
    }),
  );
  if (!changed) {
    const standing = await deps.credentials.findOne({ _id: oid(userId) });
    if (standing) refuseIfLocked(standing, now);
    throw wrongPassword();
  }
  deps.publish(events);
  await endSessionsOfUser(userId, sessionsToEnd, actor, deps, call);
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/auth/password',
    access: 'password:change',
    summary: "Change one's own password; every other session ends",
    body: PasswordChange,
    answers: { 200: { description: 'Changed', body: z.object({ success: z.literal(true) }) } },
    refuses: ['RATE_LIMITED', 'SERVICE_UNAVAILABLE'],
  },
  async ({ body, actor, deps, call }) => {
    await changePassword(body, actor, deps, call);
    return reply(200, { success: true as const });
  },
);
