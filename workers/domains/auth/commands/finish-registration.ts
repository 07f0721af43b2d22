import { anonymous } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { occurred } from '#shared/domain-events';
import { AppError } from '#shared/errors';
import { ask } from '#shared/reply';
import type { UserView } from '../../users/user.view.ts';
import type { StoredCredential } from '../credential.documents.ts';
import type { Deps } from '../ports.ts';
import { activateCredential } from './activate-credential.ts';
import { removePendingCredential } from './remove-pending-credential.ts';

/**
 * The second and third step of a registration: make the user, then the credential active, which
 * has the mail sent that proves the email. Whoever runs it, the request,
 * its repetition or the sweep, does the same steps under the same ids, so it does not matter how often or where the last
 * run died. Where somebody else has the email after all, the claim is given up: 409.
 */
export async function finishRegistration(
  credential: StoredCredential,
  name: { firstName: string; lastName: string },
  deps: Deps,
  call: Call,
): Promise<UserView> {
  const userId = credential._id;
  const user = await ask('users', deps.createRegisteredUser({ id: userId, email: credential.emailKey, ...name })).catch(
    async (error: unknown) => {
      if (error instanceof AppError && error.code === 'CONFLICT') {
        await removePendingCredential(userId, deps, call.now());
      }
      throw error;
    },
  );
  const now = call.now();
  await activateCredential(userId, deps, now, [
    occurred('mail.requested', { userId, mail: 'verification' }, { now, traceId: call.trace.traceId }),
    audited(anonymous, 'auth:register', 'user', userId, call),
  ]);
  return user;
}
