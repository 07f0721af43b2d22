import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { AppError } from '#shared/errors';
import { settle } from '#shared/outbox';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';
import type { StoredUser } from '../user.documents.ts';
import { settleDeletion } from './delete-user.ts';
import { finishErasure } from './erase-user.ts';
import { finishRevocation } from './revoke-sign-in.ts';
import { settleEmail } from './change-email.ts';

/** Completes users whose creation, change or deletion stopped half-way, and sends events again that a subscriber may not have. */
export async function settleUsers(deps: Deps, call: Call): Promise<void> {
  await settle(deps.users, {
    ...deps,
    now: call.now(),
    traceId: call.trace.traceId,
    finish: async (user) =>
      (await finishStep(user, deps, call)) &&
      (await finishCreation(user, deps)) &&
      (await finishRevocation(user, deps)) &&
      finishErasure(user, deps, call),
  });
}

/** The user stands, so the credential must: it is activated, or made anew where it was given up as abandoned. */
export async function finishCreation(user: StoredUser, deps: Deps): Promise<boolean> {
  if (!user.live || !user.credentialPending) return true;
  try {
    await ask('auth', deps.credentials.activate(user._id));
  } catch (error) {
    if (!(error instanceof AppError && error.code === 'NOT_FOUND')) throw error;
    // The user was written later than the auth Worker waited. The password is lost: one is chosen through a mailed link.
    await ask('auth', deps.credentials.create({ userId: user._id, email: user.email, password: null }));
    await ask('auth', deps.credentials.activate(user._id));
  }
  await deps.users.update({ _id: oid(user._id) }, { $set: { credentialPending: false } });
  return true;
}

/** True where nothing was under way. What was is settled now, and the user is met again as it then is. */
async function finishStep(user: StoredUser, deps: Deps, call: Call): Promise<boolean> {
  if (user.underWay === undefined) return true;
  await (user.underWay === 'email' ? settleEmail(user, deps, call.now()) : settleDeletion(user, deps, call));
  return false;
}
