import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { bookingStatus } from '#shared/enums';
import { conflict } from '#shared/errors';
import { BookingId } from '#shared/ids';
import type { StoredBooking } from '../booking.documents.ts';
import { BookingView, toBookingView } from '../booking.view.ts';
import { statusChange } from '../domain/booking.ts';
import { findBooking } from '../find-booking.ts';
import type { Deps } from '../ports.ts';

/**
 * The crew member, or their company, takes the work. The time needs no second look: its hold has stood since the booking
 * was requested.
 */
export async function confirmBooking(
  id: BookingId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredBooking> {
  const booking = await findBooking(id, 'bookings:confirm', actor, deps);
  requireVersion(booking.version, ifMatch);
  const step = statusChange(booking.status, 'Confirmed');
  if (step === 'same') return booking;
  if (step === 'refused') throw conflict(`The booking is ${booking.status} and cannot be confirmed`);

  const now = call.now();
  const { crewId, eventId, customerId, totalOre: totalAmount } = booking;
  const events = [
    occurred(
      'booking.confirmed',
      { bookingId: id, crewId, eventId, customerId, totalAmount },
      { now, traceId: call.trace.traceId },
    ),
    audited(actor, 'bookings:confirm', 'booking', id, call),
  ];
  const won = await deps.bookings.update(
    { _id: oid(id), kind: 'booking', version: booking.version },
    change(now, { set: { status: bookingStatus.Confirmed, confirmedAt: now }, events }),
  );
  // Somebody was faster: what they left decides.
  if (!won) return confirmBooking(id, ifMatch, actor, deps, call);
  deps.publish(events);
  return { ...booking, status: 'Confirmed', confirmedAt: now, version: booking.version + 1, updatedAt: now };
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/bookings/{id}/confirm',
    access: 'bookings:confirm',
    summary: 'Confirm a requested booking, as the crew member or their company',
    params: z.object({ id: BookingId }),
    answers: { 200: { description: 'The booking, Confirmed', body: BookingView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    const booking = await confirmBooking(params.id, ifMatch, actor, deps, call);
    return reply(200, toBookingView(booking), { etag: etagOf(booking.version) });
  },
);
