import { DuplicateKey, oid } from '#shared/documents';
import { newId, type BookingId } from '#shared/ids';
import { DAY_MS } from '#shared/instant';
import { firstVersion } from '#shared/stored';
import type { StoredBooking } from './booking.documents.ts';
import type { Deps } from './ports.ts';

/** Far longer than any write is under way, and than an Idempotency-Key leads back to this id (24 hours). */
const KEPT_MS = 7 * DAY_MS;

/**
 * Makes sure that a booking that seems not to have been written never will be: a tombstone takes its id, so that a write
 * that is still under way fails on the key. The answer is the booking if it exists after all, and then it stands.
 */
export async function buryBooking(
  id: BookingId,
  deps: Pick<Deps, 'bookings' | 'tombstones'>,
  now: Date,
): Promise<StoredBooking | null> {
  try {
    await deps.tombstones.insert({
      _id: id,
      ...firstVersion(now),
      kind: 'tombstone',
      successorId: newId<BookingId>(now),
      expiresAt: new Date(now.getTime() + KEPT_MS),
    });
    return null;
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    // The booking was written after all, or somebody else buried it before.
    return deps.bookings.findOne({ _id: oid(id), kind: 'booking' });
  }
}
