import * as z from 'zod';
import { UserId } from '#shared/ids';
import { InstantView, overlaps, type Period } from '#shared/instant';
import type { StoredCrewCalendar } from './crew-calendar.documents.ts';
import { slotsOf } from './domain/availability.ts';

export const AvailabilityView = z
  .object({
    userId: UserId,
    startDate: InstantView,
    endDate: InstantView,
    isAvailable: z.boolean().meta({
      description: 'Whether the person can be booked for all of the period: nothing of it is blocked or booked',
    }),
    slots: z
      .array(z.object({ startDate: InstantView, endDate: InstantView, isAvailable: z.boolean() }))
      .meta({ description: 'What the person says of the period; together the slots cover it' }),
    booked: z
      .array(z.object({ startTime: InstantView, endTime: InstantView }))
      .meta({ description: 'Times that bookings hold, without saying whose' }),
  })
  .meta({ id: 'Availability' });
type AvailabilityView = z.infer<typeof AvailabilityView>;

/** What a calendar says of a period. Booked times are shown whole, also where they reach out of it. */
export function toAvailabilityView(calendar: StoredCrewCalendar, period: Period): AvailabilityView {
  const slots = slotsOf(calendar.unavailable, period);
  const booked = calendar.holds
    .filter((hold) => overlaps(hold, period))
    .toSorted((a, b) => a.start.getTime() - b.start.getTime());
  return {
    userId: calendar._id,
    startDate: period.start.toISOString(),
    endDate: period.end.toISOString(),
    isAvailable: booked.length === 0 && slots.every(({ isAvailable }) => isAvailable),
    slots: slots.map(({ start, end, isAvailable }) => ({
      startDate: start.toISOString(),
      endDate: end.toISOString(),
      isAvailable,
    })),
    booked: booked.map(({ start, end }) => ({ startTime: start.toISOString(), endTime: end.toISOString() })),
  };
}
