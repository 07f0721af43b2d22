import type { TimeConflict } from '#shared/errors';
import type { BookingId } from '#shared/ids';
import { overlaps, type Period } from '#shared/instant';

interface Calendar {
  holds: readonly (Period & { bookingId: BookingId })[];
  unavailable: readonly Period[];
}

/**
 * What stands in the way of a period, in order of time and without saying whose it is. The holds of `booking` itself do
 * not: a booking may move onto its own time.
 */
export function conflictsWith(calendar: Calendar, period: Period, booking: BookingId | null): TimeConflict[] {
  const booked = calendar.holds.filter((hold) => hold.bookingId !== booking && overlaps(hold, period));
  const blocked = calendar.unavailable.filter((slot) => overlaps(slot, period));
  return [
    ...booked.map((hold) => toConflict('booking', hold)),
    ...blocked.map((slot) => toConflict('unavailability', slot)),
  ].toSorted((a, b) => a.startTime.localeCompare(b.startTime));
}

const toConflict = (kind: TimeConflict['kind'], { start, end }: Period): TimeConflict => ({
  kind,
  startTime: start.toISOString(),
  endTime: end.toISOString(),
});
