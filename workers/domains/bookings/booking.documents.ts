import * as z from 'zod';
import { bookingStatus, storedEnum, timeType } from '#shared/enums';
import { BookingId, CustomerId, EventId, HoldId, UserId } from '#shared/ids';
import { Ore } from '#shared/money';
import { drivingDocument, everyDocument, storedDate, storedId } from '#shared/stored';

/** A crew member booked onto an event for a time, at a rate that was frozen then. It drives the hold in the calendar. */
export const StoredBooking = z.object({
  _id: storedId(BookingId),
  ...drivingDocument,
  kind: z.literal('booking'),
  eventId: storedId(EventId),
  crewId: storedId(UserId),
  /** The crew member's company when the booking was made. */
  crewCompanyId: storedId(CustomerId),
  /** The event's organizer, who pays. */
  customerId: storedId(CustomerId),
  /** The hold in the crew member's calendar that guards this booking's time. */
  holdId: storedId(HoldId),
  /** Holds that this booking no longer needs; the sweep releases what is still in here. */
  holdsToRelease: z.array(storedId(HoldId)).default([]),
  startTime: storedDate,
  endTime: storedDate,
  status: storedEnum(bookingStatus),
  category: z.string(),
  skill: z.string(),
  timeType: storedEnum(timeType),
  /** Öre for each hour, day or event, frozen when the booking was made. */
  rateOre: Ore,
  /** Öre, without VAT. */
  totalOre: Ore,
  notes: z.string().nullable(),
  cancellationReason: z.string().nullable(),
  requestedBy: storedId(UserId),
  confirmedAt: storedDate.nullable(),
  completedAt: storedDate.nullable(),
  cancelledAt: storedDate.nullable(),
});
export type StoredBooking = z.infer<typeof StoredBooking>;

/**
 * What stands under the id of a booking that was given up: a late insert of it can only fail on the key. It has none of a
 * booking's fields, so no list finds it, and goes when no write from that time can still be under way.
 */
export const StoredTombstone = z.object({
  _id: storedId(BookingId),
  ...everyDocument,
  kind: z.literal('tombstone'),
  /** The id under which the same request goes on when it is sent again (its Idempotency-Key leads to this one). */
  successorId: storedId(BookingId),
  expiresAt: storedDate,
});
export type StoredTombstone = z.infer<typeof StoredTombstone>;

/** A booking as other Workers see it: everything but the bookkeeping of the document. */
export type BookingForColleagues = Omit<
  StoredBooking,
  'outbox' | 'unsettledSince' | 'kind' | 'holdId' | 'holdsToRelease'
> & {
  /** Hours, days or 1, with at most four decimals: for showing. The amount is computed from the exact time. */
  units: number;
};
