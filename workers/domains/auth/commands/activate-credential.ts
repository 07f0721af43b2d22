import { change, DuplicateKey, oid } from '#shared/documents';
import type { Envelope } from '#shared/domain-events';
import { notFound } from '#shared/errors';
import type { UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';
import { emailTaken } from './create-credential.ts';

/**
 * Notes that a credential's user exists. `events` are told by whoever makes the change, once. A claim that was removed
 * because its user seemed never to come stands up again, unless the email has gone to somebody else.
 */
export async function activateCredential(
  userId: UserId,
  events: readonly Envelope[],
  deps: Pick<Deps, 'credentials' | 'publish'>,
  now: Date,
): Promise<void> {
  const activated = change(now, {
    set: { state: 'active', live: true, removedAt: null, registration: null },
    events,
  });
  try {
    if (await deps.credentials.update({ _id: oid(userId), state: { $in: ['pending', 'removed'] } }, activated)) {
      deps.publish(events);
      return;
    }
  } catch (error) {
    if (error instanceof DuplicateKey) throw emailTaken();
    throw error;
  }
  const standing = await deps.credentials.findOne({ _id: oid(userId) });
  if (!standing) throw notFound('The credential');
}
