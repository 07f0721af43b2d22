import { bookingEntry } from '#shared/booking-entry';
import { oid, type Query } from '#shared/documents';
import { everything } from '#shared/everything';
import type { CalendarEntry } from '#shared/icalendar';
import { ask, type Reply } from '#shared/reply';
import type { StoredBooking } from './booking.documents.ts';
import { LONGEST_MS } from './domain/booking.ts';
import { eventCancelledAt, eventEntry, isShown, shownPeriod, type ShownEvent } from './domain/calendar.ts';
import type { CalendarOwner, Deps } from './ports.ts';

/** However much there is, a calendar has these: of what lies ahead the next, of the rest the latest. */
const MOST_AHEAD = 4_000;
const MOST_BEHIND = 1_000;
const NAMES_AT_ONCE = 500;

/**
 * What stands in somebody's calendar: a crew member's bookings, those of a company's crew, or an organizer's events and the
 * bookings on them. Null for a role without a calendar.
 */
export async function entriesOf(owner: CalendarOwner, deps: Deps, now: Date): Promise<CalendarEntry[] | null> {
  const whose = bookingsOf(owner);
  if (whose === null) return null;
  const [found, own] = await Promise.all([bookingsAround(whose, deps, now), eventsOf(owner, deps, now)]);
  const bookings = found.filter(({ cancelledAt }) => isShown(cancelledAt, now));
  const [others, names] = await Promise.all([
    eventsBesides(own, bookings, deps),
    owner.role === 'crew' ? new Map<string, string>() : namesOf(bookings, deps),
  ]);

  const events = new Map([...own, ...others].map((event) => [event._id, event]));
  const { language } = owner;
  const isBooked = owner.role === 'crew';
  return [
    ...own.filter((event) => isShown(eventCancelledAt(event), now)).map((event) => eventEntry(event, language)),
    ...bookings.map((booking) =>
      bookingEntry(booking, events.get(booking.eventId) ?? null, {
        language,
        isBooked,
        crewName: names.get(booking.crewId) ?? null,
      }),
    ),
  ];
}

/** Which bookings are somebody's, and in which order an index has them; null where they have none. */
function bookingsOf({ _id, role, customerId }: CalendarOwner): { filter: Query; order: readonly string[] } | null {
  if (role === 'crew') return { filter: { crewId: oid(_id) }, order: ['startTime', 'endTime', '_id'] };
  const order = ['startTime', '_id'];
  if (role === 'crewCompany' && customerId) return { filter: { crewCompanyId: oid(customerId) }, order };
  if (role === 'organizer' && customerId) return { filter: { customerId: oid(customerId) }, order };
  return null;
}

/** The bookings that overlap the shown period, by start. None is longer than 31 days, so the search begins that much before. */
async function bookingsAround(
  { filter, order }: { filter: Query; order: readonly string[] },
  { bookings }: Pick<Deps, 'bookings'>,
  now: Date,
): Promise<StoredBooking[]> {
  const { start, end } = shownPeriod(now);
  const sorted = (direction: 1 | -1) => Object.fromEntries(order.map((key) => [key, direction]));
  const earliest = new Date(start.getTime() - LONGEST_MS);
  const [behind, ahead] = await Promise.all([
    everything(
      bookings,
      { ...filter, startTime: { $gt: earliest, $lte: now }, endTime: { $gt: start } },
      sorted(-1),
      MOST_BEHIND,
    ),
    everything(bookings, { ...filter, startTime: { $gt: now, $lt: end } }, sorted(1), MOST_AHEAD),
  ]);
  // What was moved between two steps of reading may come twice.
  return [...new Map([...behind.toReversed(), ...ahead].map((booking) => [booking._id, booking])).values()];
}

const eventsOf = ({ role, customerId }: CalendarOwner, deps: Deps, now: Date): Promise<ShownEvent[]> | ShownEvent[] =>
  role === 'organizer' && customerId ? ask('events', deps.eventsAround(customerId, shownPeriod(now))) : [];

/** The events of bookings that are not known yet: also deleted ones, whose bookings are still told of. */
function eventsBesides(
  known: readonly ShownEvent[],
  bookings: readonly StoredBooking[],
  deps: Deps,
): Promise<ShownEvent[]> {
  const missing = new Set(bookings.map(({ eventId }) => eventId));
  for (const { _id } of known) missing.delete(_id);
  return inSteps('events', [...missing], deps.eventsForCalendars);
}

async function namesOf(bookings: readonly StoredBooking[], deps: Deps): Promise<Map<string, string>> {
  const people = await inSteps('users', [...new Set(bookings.map(({ crewId }) => crewId))], deps.people);
  return new Map(people.map(({ _id, name }) => [_id, name]));
}

/** Asks a colleague for many, a bounded number with each question. */
async function inSteps<Id, Found>(
  whom: string,
  ids: readonly Id[],
  question: (ids: Id[]) => Promise<Reply<Found[]>>,
): Promise<Found[]> {
  const found: Found[] = [];
  for (let from = 0; from < ids.length; from += NAMES_AT_ONCE) {
    found.push(...(await ask(whom, question(ids.slice(from, from + NAMES_AT_ONCE)))));
  }
  return found;
}
