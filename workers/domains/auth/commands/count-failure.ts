import { oid } from '#shared/documents';
import { AppError, unavailable } from '#shared/errors';
import type { UserId } from '#shared/ids';
import type { StoredCredential } from '../credential.documents.ts';
import { afterFailure, lockedForSeconds, type FailedSignIns } from '../domain/lock-out.ts';
import type { Deps } from '../ports.ts';

/** Parallel failures of one account count one after another, and ten of them lock it. */
const MOST_COUNTING_ROUNDS = 20;

/** A filter: the account is not locked. */
export const notLocked = (now: Date) => ({ $or: [{ lockedUntil: null }, { lockedUntil: { $lte: now } }] });

/** 429 where the account is locked. */
export function refuseIfLocked(record: FailedSignIns, now: Date): void {
  const retryAfterSeconds = lockedForSeconds(record, now);
  if (retryAfterSeconds === 0) return;
  const message = 'Too many failed sign-ins; the account is locked for a while';
  throw new AppError({ code: 'RATE_LIMITED', message, retryAfterSeconds });
}

/** One conditional write on the count that was read, so that parallel guesses cannot share one count. */
export async function countFailure(
  userId: UserId,
  credential: StoredCredential | null,
  { credentials }: Pick<Deps, 'credentials'>,
  now: Date,
): Promise<void> {
  let record: FailedSignIns = credential ?? { failedSignIns: 0, lockedUntil: null };
  for (let round = 0; round < MOST_COUNTING_ROUNDS; round += 1) {
    refuseIfLocked(record, now);
    const { failedSignIns, lockedUntil } = record;
    const asRead = { _id: oid(userId), failedSignIns, lockedUntil };
    // Not `change`: no client sees this, and no version of it.
    if (await credentials.update(asRead, { $set: afterFailure(record, now) })) return;
    const standing = credential && (await credentials.findOne({ _id: oid(userId) }));
    if (!standing) return;
    record = standing;
  }
  throw unavailable('The sign-in');
}
