import { change, DuplicateKey, oid } from '#shared/documents';
import { notFound } from '#shared/errors';
import type { UserId } from '#shared/ids';
import { searchKey } from '#shared/text-search';
import type { Deps } from '../ports.ts';
import { emailTaken } from './create-credential.ts';

/** What was sent to the former address lets nobody do anything with the new one. */
const outdatedLinks = { passwordLinks: 1, emailLinks: 1 };

/**
 * Claims another email for a user, and gives the former one back, in one write: the unique index decides between two who
 * want the same. 409 where it is taken; the same again is fine.
 */
export async function changeEmail(
  { userId, email }: { userId: UserId; email: string },
  { credentials }: Pick<Deps, 'credentials'>,
  now: Date,
): Promise<void> {
  const emailKey = searchKey(email);
  try {
    const another = { _id: oid(userId), live: true, emailKey: { $ne: emailKey } };
    if (await credentials.update(another, change(now, { set: { emailKey }, inc: outdatedLinks }))) return;
  } catch (error) {
    if (error instanceof DuplicateKey) throw emailTaken();
    throw error;
  }
  const standing = await credentials.findOne({ _id: oid(userId) });
  if (!standing?.live) throw notFound('The credential');
}
