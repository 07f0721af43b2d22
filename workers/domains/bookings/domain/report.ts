import type { BookingStatus } from '#shared/enums';
import type { UserId } from '#shared/ids';
import { addDays, dayOf, HOUR_MS, startOfDay, type Day, type Period } from '#shared/instant';

/** The bookings of one crew member in one state that start in the same hour, taken together. */
export interface Tally {
  status: BookingStatus;
  crewId: UserId;
  /** The hour in which they start; days in Europe/Stockholm begin on whole hours. */
  hour: Date;
  bookings: number;
  /** Öre, without VAT. */
  totalOre: number;
  /** Booked time in milliseconds. */
  ms: number;
}

export interface Report {
  total: number;
  byStatus: Record<BookingStatus, number>;
  /** Öre, without VAT: what is Confirmed or Completed. */
  bookedOre: number;
  /** Who is booked (Confirmed or Completed), most hours first; `utilization` is of the hours of the period. */
  crew: { crewId: UserId; bookings: number; bookedHours: number; utilization: number }[];
  /** Each day of the period. */
  days: { date: Day; bookings: number; revenueOre: number }[];
}

/** Whether a booking in this state is work that is, or was, to be paid for. */
const isBooked = (status: BookingStatus): boolean => status === 'Confirmed' || status === 'Completed';

/** Hours and shares are shown with four decimals. */
const fourDecimals = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Adds up what a period's bookings come to (spec: section 7, reports). */
export function reportOf(tallies: readonly Tally[], period: Period): Report {
  const byStatus = { Requested: 0, Confirmed: 0, Completed: 0, Cancelled: 0 };
  const crew = new Map<UserId, { bookings: number; ms: number }>();
  const days = daysOf(period).map(({ date, from }) => ({ date, from, bookings: 0, revenueOre: 0 }));
  let bookedOre = 0;
  let place = 0;
  for (const tally of tallies.toSorted((a, b) => a.hour.getTime() - b.hour.getTime())) {
    byStatus[tally.status] += tally.bookings;
    while ((days[place + 1]?.from ?? Infinity) <= tally.hour.getTime()) place += 1;
    const day = days[place];
    if (day) day.bookings += tally.bookings;
    if (!isBooked(tally.status)) continue;

    bookedOre += tally.totalOre;
    if (day) day.revenueOre += tally.totalOre;
    const { bookings, ms } = crew.get(tally.crewId) ?? { bookings: 0, ms: 0 };
    crew.set(tally.crewId, { bookings: bookings + tally.bookings, ms: ms + tally.ms });
  }
  const periodMs = period.end.getTime() - period.start.getTime();
  return {
    total: tallies.reduce((sum, { bookings }) => sum + bookings, 0),
    byStatus,
    bookedOre,
    crew: [...crew]
      .toSorted(([a, { ms: one }], [b, { ms: other }]) => other - one || a.localeCompare(b))
      .map(([crewId, { bookings, ms }]) => ({
        crewId,
        bookings,
        bookedHours: fourDecimals(ms / HOUR_MS),
        utilization: fourDecimals(ms / periodMs),
      })),
    days: days.map(({ date, bookings, revenueOre }) => ({ date, bookings, revenueOre })),
  };
}

function daysOf({ start, end }: Period): { date: Day; from: number }[] {
  const days: { date: Day; from: number }[] = [];
  for (let date = dayOf(start); startOfDay(date) < end; date = addDays(date, 1)) {
    days.push({ date, from: startOfDay(date).getTime() });
  }
  return days;
}
