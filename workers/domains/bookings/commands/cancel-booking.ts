import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { endpoint, etagOf, reply, requireVersion } from '#shared/endpoint';
import { conflict } from '#shared/errors';
import { text } from '#shared/fields';
import { BookingId } from '#shared/ids';
import type { StoredBooking } from '../booking.documents.ts';
import { BookingView, toBookingView } from '../booking.view.ts';
import { cancelAndRelease } from '../cancel-and-release.ts';
import { statusChange } from '../domain/booking.ts';
import { findBooking } from '../find-booking.ts';
import type { Deps } from '../ports.ts';

const CancelBooking = z.strictObject({
  cancellationReason: text(1, 500).meta({ example: 'The concert is moved indoors' }),
});

/** A party calls the work off, and the crew member's time is free again. A cancelled booking keeps its first reason. */
export async function cancelBooking(
  id: BookingId,
  { cancellationReason }: z.infer<typeof CancelBooking>,
  ifMatch: number | null,
  actor: SignedIn,
  deps: Deps,
  call: Call,
): Promise<StoredBooking> {
  const booking = await findBooking(id, 'bookings:cancel', actor, deps);
  requireVersion(booking.version, ifMatch);
  const step = statusChange(booking.status, 'Cancelled');
  if (step === 'same') return booking;
  if (step === 'refused') throw conflict(`The booking is ${booking.status} and cannot be cancelled`);

  const cancelled = await cancelAndRelease(booking, cancellationReason, actor, deps, call);
  // Where somebody was faster, what they left decides.
  return cancelled ?? cancelBooking(id, { cancellationReason }, ifMatch, actor, deps, call);
}

export default endpoint<Deps>()(
  {
    method: 'put',
    path: '/api/bookings/{id}/cancel',
    access: 'bookings:cancel',
    summary: 'Cancel a requested or confirmed booking, as one of its parties',
    params: z.object({ id: BookingId }),
    body: CancelBooking,
    answers: {
      200: {
        description: 'The booking, Cancelled; its time is free again',
        body: z.object({ success: z.literal(true), booking: BookingView }),
        etag: true,
      },
    },
    refuses: ['NOT_FOUND', 'CONFLICT', 'PRECONDITION_FAILED'],
  },
  async ({ params, body, ifMatch, actor, deps, call }) => {
    const booking = await cancelBooking(params.id, body, ifMatch, actor, deps, call);
    return reply(200, { success: true as const, booking: toBookingView(booking) }, { etag: etagOf(booking.version) });
  },
);
