import type { Call } from '#shared/call';
import { DuplicateKey, oid, untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { USER_TYPE } from '#shared/enums';
import { conflict } from '#shared/errors';
import type { UserId } from '#shared/ids';
import { newUser } from '../new-user.ts';
import type { Deps } from '../ports.ts';
import type { StoredUser } from '../user.documents.ts';

export interface Registration {
  id: UserId;
  email: string;
  firstName: string;
  lastName: string;
}

/** Records somebody who registered. The auth Worker, which asked for this, activates the credential and audits it. */
export async function registerUser(wish: Registration, deps: Deps, call: Call): Promise<StoredUser> {
  const now = call.now();
  const { id, email, firstName, lastName } = wish;
  const events = [
    occurred(
      'user.created',
      { userId: id, userType: USER_TYPE.customer, customerId: null },
      { now, traceId: call.trace.traceId },
    ),
  ];
  const user: StoredUser = {
    ...newUser(id, { email, firstName, lastName, name: null, userType: USER_TYPE.customer, customerId: null }, now),
    credentialPending: false,
    ...untold(now, events),
  };
  try {
    await deps.users.insert(user);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const standing = await deps.users.findOne({ _id: oid(id), live: true });
    if (!standing) throw conflict('There is a user with this email already');
    // The same registration again, after its answer was lost: it stands.
    return standing;
  }
  deps.publish(events);
  return user;
}
