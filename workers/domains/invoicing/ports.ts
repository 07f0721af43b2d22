import type { Call } from '#shared/call';
import type { Collection } from '#shared/documents';
import type { BookingId, CustomerId, EventId } from '#shared/ids';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Publisher } from '#shared/worker-env';
import type { BookingForColleagues } from '../bookings/booking.documents.ts';
import type { CustomerForColleagues } from '../customers/for-colleagues.ts';
import type { EventForColleagues } from '../events/event.documents.ts';
import type { Accounts } from './domain/sie.ts';
import type { Seller } from './domain/seller.ts';
import type { StoredInvoice, StoredSeries } from './invoice.documents.ts';

/** What this Worker needs from outside. What it asks of colleagues throws a 503 where they cannot be reached. */
export interface Deps extends Publisher, ConsumerDeps {
  invoices: Collection<StoredInvoice>;
  series: Collection<StoredSeries>;
  booking: (id: BookingId) => Promise<BookingForColleagues | null>;
  /** The bookings on an event that are not cancelled, by start; null as the company: of everybody's crew. */
  standingBookingsOf: (eventId: EventId, crewCompanyId: CustomerId | null) => Promise<BookingForColleagues[]>;
  customer: (id: CustomerId) => Promise<CustomerForColleagues | null>;
  event: (id: EventId) => Promise<EventForColleagues | null>;
  /** The platform's own company; null in a production installation that has not named it. */
  platformSeller: Seller | null;
  /** To which exports book. */
  accounts: Accounts;
  /** The piece of work these were made for. */
  call: Call;
}
