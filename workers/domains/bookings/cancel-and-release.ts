import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { bookingStatus } from '#shared/enums';
import { log } from '#shared/log';
import { ask } from '#shared/reply';
import type { StoredBooking } from './booking.documents.ts';
import type { Deps } from './ports.ts';

/**
 * Cancels a live booking as it was read, and gives its time back. In this order, so that at no moment a live booking is
 * without its hold; the mark in the same write has the sweep do what is left when this dies half-way.
 *
 * @returns the cancelled booking; null where it has changed since it was read, and nothing was done
 */
export async function cancelAndRelease(
  booking: StoredBooking,
  cancellationReason: string,
  actor: SignedIn | 'system',
  deps: Pick<Deps, 'bookings' | 'publish' | 'releaseHolds'>,
  call: Pick<Call, 'now' | 'trace'>,
): Promise<StoredBooking | null> {
  const now = call.now();
  const { _id: bookingId, crewId, eventId, customerId, holdId, version } = booking;
  const { traceId } = call.trace;
  const events = [
    occurred('booking.cancelled', { bookingId, crewId, eventId, customerId, cancellationReason }, { now, traceId }),
    audited(actor, 'bookings:cancel', 'booking', bookingId, call),
  ];
  const won = await deps.bookings.update(
    { _id: oid(bookingId), kind: 'booking', version },
    change(now, {
      set: { status: bookingStatus.Cancelled, cancellationReason, cancelledAt: now },
      push: { holdsToRelease: oid(holdId) },
      events,
    }),
  );
  if (!won) return null;
  deps.publish(events);
  try {
    await ask('users', deps.releaseHolds(crewId, [holdId]));
  } catch (error) {
    // The cancellation stands, and the booking names the hold that is left: the sweep releases it.
    log('warn', 'release-left-to-sweep', { traceId, bookingId, holdId, error });
  }
  return {
    ...booking,
    status: 'Cancelled',
    cancellationReason,
    cancelledAt: now,
    holdsToRelease: [...booking.holdsToRelease, holdId],
    version: version + 1,
    updatedAt: now,
  };
}
