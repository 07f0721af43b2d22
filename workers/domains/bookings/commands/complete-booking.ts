import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { conflict } from '#shared/errors';
import { BookingId } from '#shared/ids';
import type { StoredBooking } from '../booking.documents.ts';
import { BookingView, toBookingView } from '../booking.view.ts';
import { completeAsRead } from '../complete-as-read.ts';
import { statusChange } from '../domain/booking.ts';
import { findBooking } from '../find-booking.ts';
import type { Deps } from '../ports.ts';

/** The organizer says that the work is done; never before its end. */
export async function completeBooking(
  id: BookingId,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredBooking> {
  const booking = await findBooking(id, 'bookings:complete', actor, deps);
  requireVersion(booking.version, ifMatch);
  const step = statusChange(booking.status, 'Completed');
  if (step === 'same') return booking;
  if (step === 'refused') throw conflict(`The booking is ${booking.status} and cannot be completed`);
  if (call.now() < booking.endTime) throw conflict('The booking has not ended yet');

  const completed = await completeAsRead(booking, actor, deps, call);
  // Where somebody was faster, what they left decides.
  return completed ?? completeBooking(id, ifMatch, actor, deps, call);
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/bookings/{id}/complete',
    access: 'bookings:complete',
    summary: 'Complete a confirmed booking after its end, as its organizer',
    params: z.object({ id: BookingId }),
    answers: { 200: { description: 'The booking, Completed', body: BookingView, etag: true } },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, ifMatch, actor, deps, call }) => {
    const booking = await completeBooking(params.id, ifMatch, actor, deps, call);
    return reply(200, toBookingView(booking), { etag: etagOf(booking.version) });
  },
);
