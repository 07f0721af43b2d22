import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { consumerDepsFrom, publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { CustomersForColleagues } from '../customers/for-colleagues.ts';
import type { UsersForColleagues } from '../users/for-colleagues.ts';
import { StoredEvent } from './event.documents.ts';
import type { Deps } from './ports.ts';

export interface Env extends PublisherEnv {
  CUSTOMERS: Colleague<CustomersForColleagues>;
  BOOKINGS: Colleague<BookingsForColleagues>;
  USERS: Colleague<UsersForColleagues>;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    events: openCollection(storeOf(env), call.meter, 'events', StoredEvent),
    customer: (id) => env.CUSTOMERS.customer(traceparent, id),
    bookingsOfEvent: (id) => env.BOOKINGS.bookingsOfEvent(traceparent, id),
    hasBookingOn: (id, who) => env.BOOKINGS.hasBookingOn(traceparent, id, who),
    people: (ids) => env.USERS.people(traceparent, ids),
    ...publisherFrom(env, call),
    ...consumerDepsFrom(env, call, 'events'),
  };
}
