import * as z from 'zod';
import { BookingId, HoldId, UserId } from '#shared/ids';
import { drivingDocument, storedDate, storedId } from '#shared/stored';

/**
 * The calendar of one crew member, under the person's id (architecture: "No double booking, ever"). Holds and
 * unavailability stand in one document, so that one conditional write decides whether a time is free.
 */
export const StoredCrewCalendar = z.object({
  _id: storedId(UserId),
  ...drivingDocument,
  /** False from the moment the person is being deleted: nothing is held any more. */
  open: z.boolean(),
  /** Times held for bookings. A hold is released by its own id, never by booking and time. */
  holds: z.array(
    z.object({
      holdId: storedId(HoldId),
      bookingId: storedId(BookingId),
      start: storedDate,
      end: storedDate,
      heldAt: storedDate,
    }),
  ),
  /** Periods the person has blocked: in order, apart from each other. */
  unavailable: z.array(z.object({ start: storedDate, end: storedDate })),
  /** Counts changes of `unavailable`, so that a new array is never written over another's. */
  unavailableVersion: z.int(),
});
export type StoredCrewCalendar = z.infer<typeof StoredCrewCalendar>;
export type Hold = StoredCrewCalendar['holds'][number];
