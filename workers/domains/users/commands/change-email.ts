import { change, DuplicateKey, oid, type Query } from '#shared/documents';
import { AppError, conflict } from '#shared/errors';
import { ask } from '#shared/reply';
import type { Deps } from '../ports.ts';
import type { StoredUser } from '../user.documents.ts';

/**
 * Writes a change of a user that has a new email. The user is marked; then the credential claims the address, under the
 * one unique index of addresses; then the user is written, which decides. What stops half-way is turned back by the
 * sweep. False where the user has changed since it was read.
 */
export async function writeWithEmail(
  user: StoredUser,
  email: string,
  update: Query,
  deps: Deps,
  now: Date,
): Promise<boolean> {
  const asRead = { _id: oid(user._id), live: true, version: user.version };
  const marked = await deps.users.update(
    { ...asRead, underWay: null },
    { $set: { underWay: 'email' }, $min: { unsettledSince: now } },
  );
  if (!marked) return false;

  try {
    await ask('auth', deps.signIn.changeEmail({ userId: user._id, email }));
  } catch (error) {
    // Only a refusal is certain. Anything else may still come true: the sweep turns it back.
    if (!(error instanceof AppError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND'))) throw error;
    await deps.users.update({ ...asRead, underWay: 'email' }, { $unset: { underWay: '' } });
    throw error.code === 'CONFLICT' ? error : conflict('The user has no sign-in whose email could change');
  }

  try {
    if (await deps.users.update({ ...asRead, underWay: 'email' }, update)) return true;
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    await settleEmail(user, deps, now);
    throw conflict('There is a user with this email already');
  }
  await settleEmail(user, deps, now);
  return false;
}

/**
 * Gives the credential the address that the user has, after a change of it was broken off. The version is raised first,
 * so that a write of that change which comes late does nothing.
 */
export async function settleEmail(user: StoredUser, deps: Deps, now: Date): Promise<void> {
  const standing = await deps.users.findOne({ _id: oid(user._id), underWay: 'email' });
  if (!standing) return;
  const { _id, version, email } = standing;
  if (!(await deps.users.update({ _id: oid(_id), version, underWay: 'email' }, change(now, {})))) return;
  await ask('auth', deps.signIn.changeEmail({ userId: _id, email }));
  await deps.users.update({ _id: oid(_id), version: version + 1, underWay: 'email' }, { $unset: { underWay: '' } });
}
