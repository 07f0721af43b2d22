import type { Call } from '#shared/call';
import { AppError } from '#shared/errors';
import { MINUTE_MS } from '#shared/instant';
import { ask } from '#shared/reply';
import type { StoredCredential } from '../credential.documents.ts';
import type { Deps } from '../ports.ts';
import { activateCredential } from './activate-credential.ts';
import { finishRegistration } from './finish-registration.ts';
import { removePendingCredential } from './remove-pending-credential.ts';

/** How long the user of an invitation may take to appear. A user who comes later still gets the credential back. */
const USER_EXPECTED_WITHIN_MS = 2 * MINUTE_MS;

/** Settles what a death between two steps left pending; true when nothing is open any more. */
export async function settlePendingCredential(credential: StoredCredential, deps: Deps, call: Call): Promise<boolean> {
  if (credential.state !== 'pending') return true;
  if (credential.registration) {
    try {
      await finishRegistration(credential, credential.registration, deps, call);
    } catch (error) {
      // The email is somebody else's: the claim has been given up, which settles it as well.
      if (!(error instanceof AppError && error.code === 'CONFLICT')) throw error;
    }
    return true;
  }
  const user = await ask('users', deps.userForSignIn(credential._id));
  if (user) {
    await activateCredential(credential._id, deps, call.now());
    return true;
  }
  if (call.now().getTime() - credential.updatedAt.getTime() < USER_EXPECTED_WITHIN_MS) return false;
  await removePendingCredential(credential._id, deps, call.now());
  return true;
}
