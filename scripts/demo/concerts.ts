import { untold } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import type { BookingStatus, EventStatus, EventType } from '#shared/enums';
import { HoldId, type BookingId, type EventId, type UserId } from '#shared/ids';
import { DAY_MS, HOUR_MS } from '#shared/instant';
import { ore } from '#shared/money';
import { firstVersion } from '#shared/stored';
import { searchKey } from '#shared/text-search';
import { traceFrom } from '#shared/trace';
import type { StoredBooking } from '../../workers/domains/bookings/booking.documents.ts';
import { amountOf } from '../../workers/domains/bookings/domain/pricing.ts';
import type { StoredEvent } from '../../workers/domains/events/event.documents.ts';
import { newCrewCalendar } from '../../workers/domains/users/crew-calendar.ts';
import type { StoredCrewCalendar } from '../../workers/domains/users/crew-calendar.documents.ts';
import { crewCompanyId, organizerId } from './companies.ts';
import { demoId } from './demo-id.ts';
import { drummerId, guitaristId, mixerId, organizersManagerId } from './people.ts';

/** Five in the afternoon, UTC, so many days from now. */
function evening(now: Date, inDays: number): Date {
  const start = new Date(now.getTime() + inDays * DAY_MS);
  start.setUTCHours(17, 0, 0, 0);
  return start;
}

const plans = [
  { id: 1, name: 'Höstkonsert i Folkets Park', inDays: 10, hours: 6, type: 'Concert', status: 'Scheduled' },
  { id: 2, name: 'Malmöfestivalen, lilla scenen', inDays: 24, hours: 54, type: 'Festival', status: 'Scheduled' },
  { id: 3, name: 'Företagsfest på Slagthuset', inDays: 40, hours: 8, type: 'Corporate', status: 'Draft' },
  { id: 4, name: 'Klubbkväll på Babel', inDays: -12, hours: 5, type: 'Concert', status: 'Completed' },
  { id: 5, name: 'Vinterspelning utomhus', inDays: 18, hours: 4, type: 'Concert', status: 'Cancelled' },
] as const satisfies readonly {
  id: number;
  name: string;
  inDays: number;
  hours: number;
  type: EventType;
  status: EventStatus;
}[];

const eventIdOf = (plan: number) => demoId<EventId>(200 + plan);

/** Concerts of the organizer in the coming weeks, and one that has been. */
export const demoEvents = (now: Date): StoredEvent[] =>
  plans.map(({ id, name, inDays, hours, type, status }) => {
    const startDate = evening(now, inDays);
    return {
      _id: eventIdOf(id),
      ...firstVersion(now),
      outbox: [],
      customerId: organizerId,
      name,
      nameKey: searchKey(name),
      description: null,
      startDate,
      endDate: new Date(startDate.getTime() + hours * HOUR_MS),
      location: 'Malmö',
      eventType: type,
      status,
      details: { performer: 'The Norsound Trio', stage: 'Stora scenen', audience: 800, equipment: ['Trumset', 'PA'] },
      projectNumber: `P-${100 + id}`,
      live: true,
    };
  });

const musician = (skill: string, sekAnHour: number) => ({ category: 'Musician', skill, rateOre: ore(sekAnHour * 100) });

const wishes: readonly {
  id: number;
  plan: number;
  crewId: UserId;
  work: { category: string; skill: string; rateOre: ReturnType<typeof ore> };
  hours: number;
  status: BookingStatus;
}[] = [
  { id: 1, plan: 1, crewId: drummerId, work: musician('Drums', 500), hours: 4, status: 'Requested' },
  {
    id: 2,
    plan: 1,
    crewId: mixerId,
    work: { category: 'Technician', skill: 'Mixing', rateOre: ore(45_000) },
    hours: 6,
    status: 'Confirmed',
  },
  { id: 3, plan: 4, crewId: guitaristId, work: musician('Guitar', 480), hours: 5, status: 'Completed' },
  { id: 4, plan: 2, crewId: guitaristId, work: musician('Guitar', 480), hours: 3, status: 'Cancelled' },
];

/** One booking in each status. What happened to them is still to be told, as it would be of any other. */
export const demoBookings = (now: Date): StoredBooking[] => wishes.map((wish) => demoBooking(wish, now));

function demoBooking({ id, plan, crewId, work, hours, status }: (typeof wishes)[number], now: Date): StoredBooking {
  const bookingId = demoId<BookingId>(300 + id);
  const eventId = eventIdOf(plan);
  const start = evening(now, plans.find((one) => one.id === plan)?.inDays ?? 0);
  const end = new Date(start.getTime() + hours * HOUR_MS);
  const totalOre = amountOf('Hour', work.rateOre, { start, end });
  const wasConfirmed = status === 'Confirmed' || status === 'Completed';
  const whose = { bookingId, crewId, eventId, customerId: organizerId };
  const at = { now, traceId: traceFrom(null).traceId };
  const cancellationReason = status === 'Cancelled' ? 'Artisten har fått förhinder' : null;
  return {
    _id: bookingId,
    ...firstVersion(now),
    kind: 'booking',
    eventId,
    crewId,
    crewCompanyId,
    customerId: organizerId,
    holdId: HoldId.parse(bookingId),
    holdsToRelease: [],
    startTime: start,
    endTime: end,
    status,
    category: work.category,
    skill: work.skill,
    timeType: 'Hour',
    rateOre: work.rateOre,
    totalOre,
    notes: null,
    cancellationReason,
    requestedBy: organizersManagerId,
    confirmedAt: wasConfirmed ? now : null,
    completedAt: status === 'Completed' ? end : null,
    cancelledAt: status === 'Cancelled' ? now : null,
    ...untold(now, [
      occurred('booking.created', { ...whose, totalAmount: totalOre }, at),
      ...(wasConfirmed ? [occurred('booking.confirmed', { ...whose, totalAmount: totalOre }, at)] : []),
      ...(cancellationReason ? [occurred('booking.cancelled', { ...whose, cancellationReason }, at)] : []),
    ]),
  };
}

/** A calendar for each crew member, with the times that live bookings hold. */
export const demoCalendars = (
  crewIds: readonly UserId[],
  bookings: readonly StoredBooking[],
  now: Date,
): StoredCrewCalendar[] =>
  crewIds.map((crewId) => ({
    ...newCrewCalendar(crewId, now),
    holds: bookings
      .filter((booking) => booking.crewId === crewId)
      .filter(({ status }) => status === 'Requested' || status === 'Confirmed')
      .map(({ _id, holdId, startTime, endTime }) => ({
        holdId,
        bookingId: _id,
        start: startTime,
        end: endTime,
        heldAt: now,
      })),
  }));
