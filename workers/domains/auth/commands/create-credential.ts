import { change, DuplicateKey, oid } from '#shared/documents';
import { conflict } from '#shared/errors';
import type { UserId } from '#shared/ids';
import { searchKey } from '#shared/text-search';
import { newCredential } from '../new-credential.ts';
import { hashPassword } from '../password-hash.ts';
import type { Deps } from '../ports.ts';

/**
 * Claims an email for a user whom another Worker is about to make. A null password is an invitation: nobody can sign in
 * until one is chosen. The same again is fine; a removed claim of the same user stands up again, with its password where
 * none is given.
 */
export async function createCredential(
  wish: { userId: UserId; email: string; password: string | null },
  { credentials }: Pick<Deps, 'credentials'>,
  now: Date,
): Promise<void> {
  const emailKey = searchKey(wish.email);
  const passwordHash = wish.password === null ? null : await hashPassword(wish.password);
  const credential = newCredential({ userId: wish.userId, emailKey, passwordHash, registration: null }, now);
  try {
    await credentials.insert(credential);
    return;
  } catch (error) {
    // Either index may have refused it: the same user's claim, or somebody else's of this email.
    if (!(error instanceof DuplicateKey)) throw error;
  }
  const standing = await credentials.findOne({ _id: oid(wish.userId) });
  if (standing?.live && standing.emailKey === emailKey) return;
  if (standing?.state !== 'removed') throw emailTaken();
  try {
    const { state, live, removedAt, registration, unsettledSince } = credential;
    const again = { state, live, removedAt, registration, unsettledSince, emailKey };
    await credentials.update(
      { _id: oid(wish.userId), state: 'removed' },
      change(now, { set: { ...again, passwordHash: passwordHash ?? standing.passwordHash } }),
    );
  } catch (error) {
    if (error instanceof DuplicateKey) throw emailTaken();
    throw error;
  }
}

export const emailTaken = () => conflict('There is a user with this email already');
