import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { EventsForColleagues } from '../events/for-colleagues.ts';
import type { InvoicingForColleagues } from '../invoicing/for-colleagues.ts';
import type { UsersForColleagues } from '../users/for-colleagues.ts';
import { StoredCustomer } from './customer.documents.ts';
import type { Deps } from './ports.ts';
import { StoredTariff } from './tariff.documents.ts';

export interface Env extends PublisherEnv {
  USERS: Colleague<UsersForColleagues>;
  EVENTS: Colleague<EventsForColleagues>;
  BOOKINGS: Colleague<BookingsForColleagues>;
  INVOICING: Colleague<InvoicingForColleagues>;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  return {
    customers: openCollection(storeOf(env), call.meter, 'customers', StoredCustomer),
    tariffs: openCollection(storeOf(env), call.meter, 'tariffs', StoredTariff),
    usersOf: (customerId) => env.USERS.usersOfCompany(call.trace.traceparent, customerId),
    hasFutureEvents: (customerId) => env.EVENTS.hasFutureEvents(call.trace.traceparent, customerId),
    hasLiveBookings: (customerId) => env.BOOKINGS.hasLiveBookingsOf(call.trace.traceparent, customerId),
    hasUnpaidInvoices: (customerId) => env.INVOICING.hasUnpaidInvoicesOf(call.trace.traceparent, customerId),
    ...publisherFrom(env, call),
  };
}
