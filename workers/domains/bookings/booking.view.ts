import * as z from 'zod';
import { bookingStatus, enumView, timeType } from '#shared/enums';
import { BookingId, CustomerId, EventId, UserId } from '#shared/ids';
import { Day, dayOf, InstantView } from '#shared/instant';
import { Sek, sekOf } from '#shared/money';
import type { BookingForColleagues } from './booking.documents.ts';
import { unitsOf } from './domain/pricing.ts';

export const BookingView = z
  .object({
    id: BookingId,
    eventId: EventId,
    crewId: UserId,
    crewCompanyId: CustomerId,
    customerId: CustomerId,
    bookingDate: Day.meta({ description: 'The day in Europe/Stockholm on which the work starts' }),
    startTime: InstantView,
    endTime: InstantView,
    status: enumView(bookingStatus),
    category: z.string().meta({ example: 'Musician' }),
    skill: z.string().meta({ example: 'Drums' }),
    timeType: enumView(timeType),
    rate: Sek,
    units: z.number().meta({ example: 4, description: 'Hours with four decimals, started days, or 1' }),
    totalAmount: Sek.meta({ description: 'SEK, without VAT' }),
    currency: z.literal('SEK'),
    notes: z.string().nullable(),
    cancellationReason: z.string().nullable(),
    requestedBy: UserId,
    confirmedAt: InstantView.nullable(),
    completedAt: InstantView.nullable(),
    cancelledAt: InstantView.nullable(),
    createdAt: InstantView,
    updatedAt: InstantView,
  })
  .meta({ id: 'Booking' });
export type BookingView = z.infer<typeof BookingView>;

/** A booking as its parties see it. */
export function toBookingView(booking: Omit<BookingForColleagues, 'units'>): BookingView {
  return {
    id: booking._id,
    eventId: booking.eventId,
    crewId: booking.crewId,
    crewCompanyId: booking.crewCompanyId,
    customerId: booking.customerId,
    bookingDate: dayOf(booking.startTime),
    startTime: booking.startTime.toISOString(),
    endTime: booking.endTime.toISOString(),
    status: booking.status,
    category: booking.category,
    skill: booking.skill,
    timeType: booking.timeType,
    rate: sekOf(booking.rateOre),
    units: unitsOf(booking.timeType, { start: booking.startTime, end: booking.endTime }),
    totalAmount: sekOf(booking.totalOre),
    currency: 'SEK',
    notes: booking.notes,
    cancellationReason: booking.cancellationReason,
    requestedBy: booking.requestedBy,
    confirmedAt: booking.confirmedAt?.toISOString() ?? null,
    completedAt: booking.completedAt?.toISOString() ?? null,
    cancelledAt: booking.cancelledAt?.toISOString() ?? null,
    createdAt: booking.createdAt.toISOString(),
    updatedAt: booking.updatedAt.toISOString(),
  };
}
