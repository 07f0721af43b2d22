import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { consumerDepsFrom, publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { CustomersForColleagues } from '../customers/for-colleagues.ts';
import type { EventsForColleagues } from '../events/for-colleagues.ts';
import type { InvoicingForColleagues } from '../invoicing/for-colleagues.ts';
import type { UsersForColleagues } from '../users/for-colleagues.ts';
import { StoredBooking, StoredTombstone } from './booking.documents.ts';
import { StoredCalendarFeed } from './calendar-feed.documents.ts';
import type { Deps } from './ports.ts';

export interface Env extends PublisherEnv {
  INVOICING: Colleague<InvoicingForColleagues>;
  EVENTS: Colleague<EventsForColleagues>;
  CUSTOMERS: Colleague<CustomersForColleagues>;
  USERS: Colleague<UsersForColleagues>;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    bookings: openCollection(storeOf(env), call.meter, 'bookings', StoredBooking),
    tombstones: openCollection(storeOf(env), call.meter, 'bookings', StoredTombstone),
    feeds: openCollection(storeOf(env), call.meter, 'calendar_feeds', StoredCalendarFeed),
    event: (id) => env.EVENTS.event(traceparent, id),
    eventsForCalendars: (ids) => env.EVENTS.eventsForCalendars(traceparent, ids),
    eventsAround: (customerId, period) => env.EVENTS.eventsAround(traceparent, customerId, period),
    customer: (id) => env.CUSTOMERS.customer(traceparent, id),
    tariffs: (customerId) => env.CUSTOMERS.tariffs(traceparent, customerId),
    crewMember: (id) => env.USERS.crewMember(traceparent, id),
    calendarOwner: (id) => env.USERS.calendarOwner(traceparent, id),
    people: (ids) => env.USERS.people(traceparent, ids),
    revenueOf: (customerId, period) => env.INVOICING.revenueOf(traceparent, customerId, period),
    hold: (hold) => env.USERS.hold(traceparent, hold),
    releaseHolds: (crewId, holdIds) => env.USERS.releaseHolds(traceparent, crewId, holdIds),
    ...publisherFrom(env, call),
    ...consumerDepsFrom(env, call, 'bookings'),
  };
}
