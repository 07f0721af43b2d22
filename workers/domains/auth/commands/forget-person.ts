import { oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';

/**
 * Takes away what is kept of how a deleted person signed in, sessions with their programs' names included. False while
 * something of it has events to tell: what has not been told yet is not thrown away. Repeatable.
 */
export async function forgetPerson(
  userId: UserId,
  { credentials, sessions }: Pick<Deps, 'credentials' | 'sessions'>,
): Promise<boolean> {
  const told = { outbox: { $size: 0 } };
  await Promise.all([
    sessions.remove({ userId: oid(userId), ...told }),
    credentials.remove({ _id: oid(userId), state: 'deleted', ...told }),
  ]);
  const [session, credential] = await Promise.all([
    sessions.findOne({ userId: oid(userId) }),
    credentials.findOne({ _id: oid(userId) }),
  ]);
  return session === null && credential === null;
}
