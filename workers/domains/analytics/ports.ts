import type { Collection } from '#shared/documents';
import type { EventType } from '#shared/domain-events';
import type { BookingId, CustomerId, InvoiceId } from '#shared/ids';
import type { Period } from '#shared/instant';
import type { ConsumerDeps } from '#shared/queue-consumer';
import type { Reply } from '#shared/reply';
import type { BookingTotals } from '../bookings/for-colleagues.ts';
import type { InvoicedRevenue, InvoiceForColleagues } from '../invoicing/for-colleagues.ts';
import type { StoredDailyTotal } from './daily-total.documents.ts';

/** An event as far as counting it goes. */
export interface Counted {
  type: EventType;
  data: object;
}

/** What this Worker needs from outside. */
export interface Deps extends ConsumerDeps {
  dailyTotals: Collection<StoredDailyTotal>;
  booking: (id: BookingId) => Promise<Reply<{ startTime: Date } | null>>;
  invoice: (id: InvoiceId) => Promise<Reply<Pick<InvoiceForColleagues, 'supplyDate'> | null>>;
  /** What an organizer's bookings that start in a period come to. */
  bookingTotals: (customerId: CustomerId, period: Period) => Promise<Reply<BookingTotals>>;
  /** What was invoiced to an organizer, and paid by it, for work in a period. */
  revenueOf: (customerId: CustomerId, period: Period) => Promise<Reply<InvoicedRevenue>>;
  companyNames: (ids: CustomerId[]) => Promise<Reply<{ _id: CustomerId; name: string }[]>>;
  /** Counts one occurrence of an event. */
  count: (event: Counted) => void;
  now: () => Date;
}
