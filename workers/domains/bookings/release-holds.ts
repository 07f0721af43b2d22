import { oid, oids } from '#shared/documents';
import { ask } from '#shared/reply';
import type { StoredBooking } from './booking.documents.ts';
import type { Deps } from './ports.ts';

/**
 * Releases the holds that a booking no longer needs, and forgets them. May run twice or late: a hold has an id of its own,
 * so a late release cannot strike a newer one.
 *
 * @returns true, as what `settle` asks for: nothing is left open
 */
export async function releaseWhatIsLeft(
  { _id, crewId, holdsToRelease }: Pick<StoredBooking, '_id' | 'crewId' | 'holdsToRelease'>,
  deps: Pick<Deps, 'bookings' | 'releaseHolds'>,
): Promise<true> {
  if (holdsToRelease.length === 0) return true;
  await ask('users', deps.releaseHolds(crewId, holdsToRelease));
  await deps.bookings.update({ _id: oid(_id) }, { $pull: { holdsToRelease: { $in: oids(holdsToRelease) } } });
  return true;
}
