import type { Collection } from '#shared/documents';
import type { UserType } from '#shared/enums';
import type { TimeConflict } from '#shared/errors';
import type { BookingId, CustomerId, EventId, HoldId, UserId } from '#shared/ids';
import type { Period } from '#shared/instant';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Reply } from '#shared/reply';
import type { Publisher } from '#shared/worker-env';
import type { CustomerForColleagues, TariffForColleagues } from '../customers/for-colleagues.ts';
import type { EventForColleagues } from '../events/event.documents.ts';
import type { InvoicedRevenue } from '../invoicing/for-colleagues.ts';
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

/** What this Worker needs from outside. */
export interface Deps extends Publisher, ConsumerDeps {
  bookings: Collection<StoredBooking>;
  /** The same collection as far as it holds bookings that were given up. */
  tombstones: Collection<StoredTombstone>;
  event: (id: EventId) => Promise<Reply<EventForColleagues | null>>;
  customer: (id: CustomerId) => Promise<Reply<CustomerForColleagues | null>>;
  tariffs: (customerId: CustomerId) => Promise<Reply<TariffForColleagues[]>>;
  crewMember: (id: UserId) => Promise<Reply<CrewMember | null>>;
  people: (ids: UserId[]) => Promise<Reply<Person[]>>;
  hold: (hold: Hold) => Promise<Reply<HoldAnswer>>;
  /** What was invoiced to an organizer, and paid by it, for work in a period. */
  revenueOf: (customerId: CustomerId, period: Period) => Promise<Reply<InvoicedRevenue>>;
  releaseHolds: (crewId: UserId, holdIds: HoldId[]) => Promise<Reply<true>>;
}
