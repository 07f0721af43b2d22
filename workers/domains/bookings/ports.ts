import type { Role } from '#shared/actor';
import type { Collection } from '#shared/documents';
import type { UserType } from '#shared/enums';
import type { TimeConflict } from '#shared/errors';
import type { BookingId, CustomerId, EventId, HoldId, UserId } from '#shared/ids';
import type { Period } from '#shared/instant';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Reply } from '#shared/reply';
import type { Publisher } from '#shared/worker-env';
import type { CustomerForColleagues, TariffForColleagues } from '../customers/for-colleagues.ts';
import type { EventForCalendars, EventForColleagues } from '../events/event.documents.ts';
import type { InvoicedRevenue } from '../invoicing/for-colleagues.ts';
import type { StoredCalendarFeed } from './calendar-feed.documents.ts';
import type { StoredBooking, StoredTombstone } from './booking.documents.ts';

/** A reservation of a crew member's time. It is released by its own id, never by booking and time. */
export interface Hold extends Period {
  crewId: UserId;
  holdId: HoldId;
  bookingId: BookingId;
}

/** A person who can be booked: active crew, with skills in the order in which they count. */
export interface CrewMember {
  _id: UserId;
  name: string;
  crewCompanyId: CustomerId;
  skills: { category: string; skill: string }[];
}

export type HoldAnswer =
  | { outcome: 'held' }
  | { outcome: 'busy'; conflicts: TimeConflict[] }
  /** The calendar is closed, or there is no such crew member. */
  | { outcome: 'gone' };

export interface Person {
  _id: UserId;
  name: string;
  userType: UserType;
  customerId: CustomerId | null;
}

/** Whose calendar it is: who they are now decides what is in it. */
export interface CalendarOwner {
  _id: UserId;
  role: Role;
  customerId: CustomerId | null;
  language: 'sv' | 'en';
}

/** What this Worker needs from outside. */
export interface Deps extends Publisher, ConsumerDeps {
  bookings: Collection<StoredBooking>;
  /** The same collection as far as it holds bookings that were given up. */
  tombstones: Collection<StoredTombstone>;
  feeds: Collection<StoredCalendarFeed>;
  event: (id: EventId) => Promise<Reply<EventForColleagues | null>>;
  /** What calendars tell of events, also of deleted ones. */
  eventsForCalendars: (ids: EventId[]) => Promise<Reply<EventForCalendars[]>>;
  /** What calendars tell of an organizer's events in a period. */
  eventsAround: (customerId: CustomerId, period: Period) => Promise<Reply<EventForCalendars[]>>;
  customer: (id: CustomerId) => Promise<Reply<CustomerForColleagues | null>>;
  tariffs: (customerId: CustomerId) => Promise<Reply<TariffForColleagues[]>>;
  crewMember: (id: UserId) => Promise<Reply<CrewMember | null>>;
  /** Null for whoever is unknown, deleted or inactive. */
  calendarOwner: (id: UserId) => Promise<Reply<CalendarOwner | null>>;
  people: (ids: UserId[]) => Promise<Reply<Person[]>>;
  hold: (hold: Hold) => Promise<Reply<HoldAnswer>>;
  /** What was invoiced to an organizer, and paid by it, for work in a period. */
  revenueOf: (customerId: CustomerId, period: Period) => Promise<Reply<InvoicedRevenue>>;
  releaseHolds: (crewId: UserId, holdIds: HoldId[]) => Promise<Reply<true>>;
}
