import { change, oid } from '#shared/documents';
import type { UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';

/** Gives the email of a user who will not exist back. An active credential, or none at all, is left as it is. */
export async function removePendingCredential(
  userId: UserId,
  { credentials }: Pick<Deps, 'credentials'>,
  now: Date,
): Promise<void> {
  await credentials.update(
    { _id: oid(userId), state: 'pending' },
    change(now, { set: { state: 'removed', live: false, removedAt: now, registration: null } }),
  );
}
