import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { notFound } from '#shared/errors';
import type { BookingId } from '#shared/ids';
import { requireReach, type Action } from '#shared/permissions';
import type { StoredBooking } from './booking.documents.ts';
import type { Deps } from './ports.ts';

/** A booking that the actor, being one of its parties, reaches with this action. Throws 404 for any other. */
export async function findBooking(
  id: BookingId,
  action: Action,
  actor: SignedIn,
  deps: Pick<Deps, 'bookings'>,
): Promise<StoredBooking> {
  const booking = await deps.bookings.findOne({ _id: oid(id), kind: 'booking' });
  if (!booking) throw notFound('The booking');
  const { customerId, crewCompanyId, crewId } = booking;
  requireReach(actor, action, { companies: [customerId, crewCompanyId], person: crewId }, 'The booking');
  return booking;
}
