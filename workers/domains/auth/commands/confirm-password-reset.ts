import * as z from 'zod';
import { anonymous } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { endpoint, reply } from '#shared/endpoint';
import { NewPassword } from '#shared/fields';
import type { SessionsToEnd } from '../credential.documents.ts';
import { linkNotGood } from '../link-counters.ts';
import { hashPassword } from '../password-hash.ts';
import type { Deps } from '../ports.ts';
import { endSessionsOfUser } from './end-sessions-of-user.ts';

const Confirmation = z.strictObject({
  token: z.string().min(1, 'must not be empty').max(1024, 'must have at most 1024 characters'),
  newPassword: NewPassword,
});

/**
 * Gives the person behind a link from a reset mail or an invitation a password: the first one of somebody invited. The
 * link is used up in the same write, so of two who use it at once one is refused. Every session ends, and a lock too.
 */
export async function confirmPasswordReset(
  { token, newPassword }: z.infer<typeof Confirmation>,
  deps: Pick<Deps, 'credentials' | 'sessions' | 'linkTokens' | 'publish'>,
  call: Call,
): Promise<void> {
  const link = await deps.linkTokens.recognise(token, ['password-reset', 'invitation'], call.now());
  if (!link) throw linkNotGood();
  const { userId, number } = link;
  const isGood = { _id: oid(userId), live: true, passwordLinks: number };
  // Asked before hashing, which is slow: a used link must not keep the Worker busy.
  if (!(await deps.credentials.findOne(isGood))) throw linkNotGood();
  const passwordHash = await hashPassword(newPassword);

  const now = call.now();
  const sessionsToEnd: SessionsToEnd = { before: now, keep: null, because: 'password-changed' };
  const events = [audited(anonymous, 'password:change', 'user', userId, call)];
  const set = { passwordHash, failedSignIns: 0, lockedUntil: null, revokedBefore: now, sessionsToEnd };
  const changed = await deps.credentials.update(isGood, change(now, { set, inc: { passwordLinks: 1 }, events }));
  if (!changed) throw linkNotGood();
  deps.publish(events);
  await endSessionsOfUser(userId, sessionsToEnd, anonymous, deps, call);
}

export default endpoint<Deps>()(
  {
    method: 'post',
    path: '/api/auth/password-reset/confirm',
    access: 'anyone',
    summary: 'Choose a password by the link of a reset mail or an invitation; every session ends',
    body: Confirmation,
    answers: { 200: { description: 'Chosen; sign in with it', body: z.object({ success: z.literal(true) }) } },
    refuses: ['SERVICE_UNAVAILABLE'],
  },
  async ({ body, deps, call }) => {
    await confirmPasswordReset(body, deps, call);
    return reply(200, { success: true as const });
  },
);
