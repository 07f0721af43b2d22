import type { SignedIn } from '#shared/actor';
import { audited } from '#shared/audit';
import type { Call } from '#shared/call';
import { change, oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { bookingStatus } from '#shared/enums';
import type { StoredBooking } from './booking.documents.ts';
import type { Deps } from './ports.ts';

/**
 * Completes a booking as it was read. Its hold is past and in nobody's way, so that giving it back, which keeps the calendar
 * from growing, is left to the sweep.
 *
 * @returns the completed booking; null where it has changed since it was read, and nothing was done
 */
export async function completeAsRead(
  booking: StoredBooking,
  actor: SignedIn | 'system',
  deps: Pick<Deps, 'bookings' | 'publish'>,
  call: Pick<Call, 'now' | 'trace'>,
): Promise<StoredBooking | null> {
  const now = call.now();
  const { _id: bookingId, customerId, holdId, version } = booking;
  const events = [
    occurred('booking.completed', { bookingId, customerId }, { now, traceId: call.trace.traceId }),
    audited(actor, 'bookings:complete', 'booking', bookingId, call),
  ];
  const won = await deps.bookings.update(
    { _id: oid(bookingId), kind: 'booking', version },
    change(now, {
      set: { status: bookingStatus.Completed, completedAt: now },
      push: { holdsToRelease: oid(holdId) },
      events,
    }),
  );
  if (!won) return null;
  deps.publish(events);
  return {
    ...booking,
    status: 'Completed',
    completedAt: now,
    holdsToRelease: [...booking.holdsToRelease, holdId],
    version: version + 1,
    updatedAt: now,
  };
}
