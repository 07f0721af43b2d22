import type { Collection } from '#shared/documents';
import type { CustomerId, EventId, UserId } from '#shared/ids';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Reply } from '#shared/reply';
import type { Publisher } from '#shared/worker-env';
import type { AssignedBooking, BookedBy } from '../bookings/for-colleagues.ts';
import type { CustomerForColleagues } from '../customers/for-colleagues.ts';
import type { StoredEvent } from './event.documents.ts';

/** What this Worker needs from outside. */
export interface Deps extends Publisher, ConsumerDeps {
  events: Collection<StoredEvent>;
  /** A company; null where there is none. */
  customer: (id: CustomerId) => Promise<Reply<CustomerForColleagues | null>>;
  bookingsOfEvent: (id: EventId) => Promise<Reply<AssignedBooking[]>>;
  hasBookingOn: (id: EventId, who: BookedBy) => Promise<Reply<boolean>>;
  people: (ids: UserId[]) => Promise<Reply<{ _id: UserId; name: string }[]>>;
}
