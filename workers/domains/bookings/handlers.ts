import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { bookingStatus } from '#shared/enums';
import { AppError } from '#shared/errors';
import type { BookingId, EventId } from '#shared/ids';
import type { HandlersOf } from '#shared/queue-consumer';
import { ask } from '#shared/reply';
import { traceOf } from '#shared/trace';
import type { StoredBooking } from './booking.documents.ts';
import { cancelAndRelease } from './cancel-and-release.ts';
import { isLive, reasonToCancel } from './domain/booking.ts';
import type { Deps } from './ports.ts';

/** How many bookings one message cancels: the rest is met when the message comes again. */
const CANCELLED_PER_MESSAGE = 50;

/** What bookings do about what happens elsewhere. Each reads how things are now, so that order and repetition are no matter. */
export const handlers: HandlersOf<'bookings', Deps> = {
  // The event may have been cancelled or deleted between the check and the write.
  'booking.created': ({ data, traceId }, deps) => cancelIfTooLate(data.bookingId, deps, callFor(traceId)),
  'event.updated': async ({ data, traceId }, deps) => {
    if (data.status === 'Cancelled') await cancelBookingsOf(data.eventId, deps, callFor(traceId));
  },
  'event.deleted': ({ data, traceId }, deps) => cancelBookingsOf(data.eventId, deps, callFor(traceId)),
};

const callFor = (traceId: string): Cancelling => ({ now: () => new Date(), trace: traceOf(traceId) });

type Cancelling = Pick<Call, 'now' | 'trace'>;

async function cancelIfTooLate(id: BookingId, deps: Deps, call: Cancelling): Promise<void> {
  const booking = await deps.bookings.findOne({ _id: oid(id), kind: 'booking' });
  if (!booking || !isLive(booking.status)) return;
  const reason = reasonToCancel(await ask('events', deps.event(booking.eventId)));
  if (reason !== null) await cancelAsRead(booking, reason, deps, call);
}

async function cancelAsRead(booking: StoredBooking, reason: string, deps: Deps, call: Cancelling): Promise<void> {
  const cancelled = await cancelAndRelease(booking, reason, 'system', deps, call);
  // Where somebody was faster, what they left decides.
  if (!cancelled) await cancelIfTooLate(booking._id, deps, call);
}

/** Cancels the live bookings of an event that is cancelled or deleted, a bounded number for each message. */
async function cancelBookingsOf(eventId: EventId, deps: Deps, call: Cancelling): Promise<void> {
  const reason = reasonToCancel(await ask('events', deps.event(eventId)));
  if (reason === null) return;
  const live = await deps.bookings.find(
    { eventId: oid(eventId), status: { $in: [bookingStatus.Requested, bookingStatus.Confirmed] } },
    { limit: CANCELLED_PER_MESSAGE },
  );
  await Promise.all(live.map((booking) => cancelAsRead(booking, reason, deps, call)));
  if (live.length === CANCELLED_PER_MESSAGE) {
    throw new AppError({ code: 'SERVICE_UNAVAILABLE', message: 'There may be more bookings to cancel: come again' });
  }
}
