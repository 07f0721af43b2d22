import { change, DuplicateKey, oid } from '#shared/documents';
import type { Envelope } from '#shared/domain-events';
import { notFound } from '#shared/errors';
import type { UserId } from '#shared/ids';
import type { Deps } from '../ports.ts';
import { emailTaken } from './create-credential.ts';

/**
 * Notes that a credential's user exists, and tells of it what only this Worker has to tell. A claim that was removed because its user seemed
 * never to come stands up again, unless the email has gone to somebody else. What is active already is told of no more.
 */
export async function activateCredential(
  userId: UserId,
  { credentials, publish }: Pick<Deps, 'credentials' | 'publish'>,
  now: Date,
  events: readonly Envelope[] = [],
): Promise<void> {
  const active = { state: 'active', live: true, removedAt: null, registration: null };
  try {
    const notYet = { _id: oid(userId), state: { $in: ['pending', 'removed'] } };
    if (await credentials.update(notYet, change(now, { set: active, events }))) {
      publish(events);
      return;
    }
  } catch (error) {
    if (error instanceof DuplicateKey) throw emailTaken();
    throw error;
  }
  const standing = await credentials.findOne({ _id: oid(userId) });
  if (!standing) throw notFound('The credential');
}
