import { Temporal } from 'temporal-polyfill';
import type { BookingId, CustomerId, EventId, HoldId, UserId } from '../../src/shared/ids.ts';
import { DAY_MS, HOUR_MS, type Period } from '../../src/shared/instant.ts';
import { searchKey } from '../../src/shared/text-search.ts';
import type { StoredBooking } from '../../workers/domains/bookings/booking.documents.ts';
import type { StoredEvent } from '../../workers/domains/events/event.documents.ts';
import { oreOf } from './amount.ts';
import { derivedId } from './fingerprint.ts';
import { CATEGORIES, LegacySlot, LEVELS, type LegacyEvent } from './legacy-documents.ts';
import { problemsOf, type Taken } from './taken.ts';

export interface TakenEvent {
  event: StoredEvent;
  kept: Record<string, unknown>;
  bookings: TakenBooking[];
  /** Slots that became no booking, with the reason. */
  refusedSlots: { id: string; reason: string }[];
}

export interface TakenBooking {
  booking: StoredBooking;
  source: unknown;
  warnings: string[];
}

/** Who imports is nobody: what was requested in the old system has no requester here. */
const NOBODY = '000000000000000000000000' as UserId;
export const ZONE = 'Europe/Stockholm';
/** Why the import cancels a booking: its slot says nothing of that, and is left as it is on the way back. */
export const CANCELLED_BY_IMPORT = {
  inactiveEvent: 'The event was inactive in the old system',
  overlap: 'Overlapped another booking of the same person when it was imported',
} as const;
const LONGEST_DAYS = 92;

/**
 * An old event with its slots as the new documents (spec: decisions for the import).
 *
 * @param madeHere by their places, the slots that a way back has added (ADR 0047): they were bookings with ids already
 */
export function fromEvent(
  old: LegacyEvent,
  customer: { id: CustomerId; isOrganizer: boolean },
  companyOfCrew: (id: UserId) => CustomerId | null,
  now: Date,
  madeHere: ReadonlyMap<number, BookingId> = new Map(),
): Taken<TakenEvent> {
  const warnings: string[] = [];
  const lasts = old.end.getTime() - old.start.getTime();
  if (lasts <= 0) return { refused: 'does not end after it starts' };
  if (lasts > LONGEST_DAYS * DAY_MS) return { refused: `lasts longer than ${LONGEST_DAYS} days` };
  if (!customer.isOrganizer) warnings.push('belongs to a crew company, which plans no events here');
  if (old.project === null) warnings.push('has no name');
  const name = (old.project ?? 'Utan namn').slice(0, 200);
  const isActive = old.isActive ?? true;

  const event: StoredEvent = {
    _id: old._id as EventId,
    version: 1,
    createdAt: old.createdAt,
    updatedAt: old.updatedAt ?? old.createdAt,
    outbox: [],
    customerId: customer.id,
    name,
    nameKey: searchKey(name),
    description: null,
    startDate: old.start,
    endDate: old.end,
    location: null,
    eventType: 'Other',
    status: !isActive ? 'Cancelled' : old.end <= now ? 'Completed' : 'Scheduled',
    details: { performer: null, stage: null, audience: null, equipment: [] },
    projectNumber: old.projectNumber?.slice(0, 50) ?? null,
    live: true,
  };

  const bookings: TakenBooking[] = [];
  const refusedSlots: TakenEvent['refusedSlots'] = [];
  const open: unknown[] = [];
  for (const [place, source] of old.slots.entries()) {
    const parsed = LegacySlot.safeParse(source);
    if (parsed.success && parsed.data.crewId === null) {
      open.push(source);
      continue;
    }
    const id = madeHere.get(place) ?? derivedId<BookingId>('booking', old._id, place);
    const taken: Taken<StoredBooking> = parsed.success
      ? fromSlot(parsed.data, id, { ...event, isActive }, companyOfCrew, now)
      : { refused: problemsOf(parsed.error) };
    if ('refused' in taken) refusedSlots.push({ id: `${old._id} slot ${place + 1}`, reason: taken.refused });
    else bookings.push({ booking: taken.taken, source, warnings: taken.warnings });
  }
  if (open.length > 0) warnings.push(`open demand without a person is kept, and shown nowhere`);
  const { bookingResponsible, totalTechnicalCost, files } = old;
  const kept = { bookingResponsible, totalTechnicalCost, files, openSlots: open };
  return { taken: { event, kept, bookings, refusedSlots }, warnings };
}

function fromSlot(
  slot: LegacySlot,
  id: BookingId,
  event: StoredEvent & { isActive: boolean },
  companyOfCrew: (id: UserId) => CustomerId | null,
  now: Date,
): Taken<StoredBooking> {
  const crewId = slot.crewId as UserId;
  const crewCompanyId = companyOfCrew(crewId);
  if (crewCompanyId === null) return { refused: `the crew member "${crewId}" is not there, or is not crew` };
  const period = periodOf(slot);
  if (!period) return { refused: 'its date or its times cannot be read, or it has no length' };
  const [category, skill] = [CATEGORIES[slot.skillCategory], LEVELS[slot.skillLevel]];
  if (category === undefined || skill === undefined) return { refused: 'its skill is unknown' };
  const [rate, total] = [oreOf(slot.tariff), oreOf(slot.sum)];
  if (rate === null || total === null || rate.ore < 0 || total.ore < 0)
    return { refused: 'its amounts cannot be read' };

  const warnings: string[] = [];
  if (!rate.exact || !total.exact) warnings.push('an amount was rounded to two decimals');
  const computed = Math.round((rate.ore * (period.end.getTime() - period.start.getTime())) / HOUR_MS);
  if (computed !== total.ore) warnings.push('the sum is not hours times tariff; the sum stands');
  const isPast = period.end <= now;
  const status = !event.isActive ? 'Cancelled' : isPast ? 'Completed' : 'Confirmed';
  return {
    taken: {
      _id: id,
      version: 1,
      createdAt: event.createdAt,
      updatedAt: event.updatedAt,
      outbox: [],
      kind: 'booking',
      eventId: event._id,
      crewId,
      crewCompanyId,
      customerId: event.customerId,
      holdId: derivedId<HoldId>('hold', id),
      holdsToRelease: [],
      startTime: period.start,
      endTime: period.end,
      status,
      category,
      skill,
      timeType: 'Hour',
      rateOre: rate.ore,
      totalOre: total.ore,
      notes: null,
      cancellationReason: status === 'Cancelled' ? CANCELLED_BY_IMPORT.inactiveEvent : null,
      requestedBy: NOBODY,
      confirmedAt: status === 'Cancelled' ? null : event.createdAt,
      completedAt: status === 'Completed' ? period.end : null,
      cancelledAt: status === 'Cancelled' ? event.updatedAt : null,
    },
    warnings,
  };
}

/**
 * A slot's wall-clock times in Stockholm as instants; an end before the start is on the next day. A time that a clock
 * change leaves out is taken as the clocks then show it, of one that comes twice the first (RFC 9557, "compatible").
 */
export function periodOf({ date, start, end }: Pick<LegacySlot, 'date' | 'start' | 'end'>): Period | null {
  try {
    const day = Temporal.PlainDate.from(date.slice(0, 10));
    const [from, to] = [Temporal.PlainTime.from(start), Temporal.PlainTime.from(end)];
    const order = Temporal.PlainTime.compare(from, to);
    if (order === 0) return null;
    const lastDay = order > 0 ? day.add({ days: 1 }) : day;
    const instant = (onDay: Temporal.PlainDate, plainTime: Temporal.PlainTime) =>
      new Date(onDay.toZonedDateTime({ timeZone: ZONE, plainTime }).epochMilliseconds);
    const period = { start: instant(day, from), end: instant(lastDay, to) };
    return period.end > period.start ? period : null;
  } catch {
    // Temporal's way of saying that this is no date, or no time.
    return null;
  }
}
