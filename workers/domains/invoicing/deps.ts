import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { ask } from '#shared/reply';
import { consumerDepsFrom, publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { CustomersForColleagues } from '../customers/for-colleagues.ts';
import type { EventsForColleagues } from '../events/for-colleagues.ts';
import { accountsFrom } from './accounts.ts';
import { StoredInvoice, StoredSeries } from './invoice.documents.ts';
import { platformSellerFrom } from './platform-seller.ts';
import type { Deps } from './ports.ts';

export interface Env extends PublisherEnv {
  BOOKINGS: Colleague<BookingsForColleagues>;
  CUSTOMERS: Colleague<CustomersForColleagues>;
  EVENTS: Colleague<EventsForColleagues>;
  ENVIRONMENT?: string;
  /** The platform's own company, as JSON (see platform-seller.ts). */
  PLATFORM_SELLER?: string;
  /** Accounts that differ from BAS, as JSON (see accounts.ts). */
  ACCOUNTS?: string;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    invoices: openCollection(storeOf(env), call.meter, 'invoices', StoredInvoice),
    series: openCollection(storeOf(env), call.meter, 'invoice_series', StoredSeries),
    booking: (id) => ask('bookings', env.BOOKINGS.booking(traceparent, id)),
    standingBookingsOf: (eventId, crewCompanyId) =>
      ask('bookings', env.BOOKINGS.standingBookingsOf(traceparent, eventId, crewCompanyId)),
    customer: (id) => ask('customers', env.CUSTOMERS.customer(traceparent, id)),
    event: (id) => ask('events', env.EVENTS.event(traceparent, id)),
    platformSeller: platformSellerFrom(env),
    accounts: accountsFrom(env),
    call,
    ...publisherFrom(env, call),
    ...consumerDepsFrom(env, call, 'invoicing'),
  };
}
