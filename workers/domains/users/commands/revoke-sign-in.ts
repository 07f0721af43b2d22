import { oid } from '#shared/documents';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';
import type { StoredUser } from '../user.documents.ts';

/**
 * Has auth shut out who was written to be shut out: sessions end at once, access tokens within 60 s (spec: section 3).
 * False where the user has changed since it was read: that change is told of by itself.
 */
export async function finishRevocation(user: StoredUser, deps: Deps): Promise<boolean> {
  if (!user.revocationPending) return true;
  await ask('auth', user.live ? deps.signIn.revoke(user._id) : deps.signIn.remove(user._id));
  return deps.users.update({ _id: oid(user._id), version: user.version }, { $unset: { revocationPending: '' } });
}
