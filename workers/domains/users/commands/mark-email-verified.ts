import { anonymous } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';

/**
 * Notes that a user reads the mail of an address, as the auth Worker found out. False where the user is gone or has
 * another address by now; the same again is true.
 */
export async function markEmailVerified(
  { userId, email }: { userId: UserId; email: string },
  { users, publish }: Pick<Deps, 'users' | 'publish'>,
  call: Call,
): Promise<boolean> {
  const theirs = { _id: oid(userId), live: true, email };
  const events = [audited(anonymous, 'users:update', 'user', userId, call)];
  const update = change(call.now(), { set: { emailVerified: true }, events });
  if (await users.update({ ...theirs, emailVerified: false }, update)) {
    publish(events);
    return true;
  }
  return (await users.findOne(theirs)) !== null;
}
