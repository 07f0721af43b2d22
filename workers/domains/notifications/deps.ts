import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { ask } from '#shared/reply';
import { consumerDepsFrom, publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { EventsForColleagues } from '../events/for-colleagues.ts';
import type { InvoicingForColleagues } from '../invoicing/for-colleagues.ts';
import type { UsersForColleagues } from '../users/for-colleagues.ts';
import { StoredMail } from './mail.documents.ts';
import { StoredNotification } from './notification.documents.ts';
import type { Deps } from './ports.ts';

export interface Env extends PublisherEnv {
  USERS: Colleague<UsersForColleagues>;
  EVENTS: Colleague<EventsForColleagues>;
  BOOKINGS: Colleague<BookingsForColleagues>;
  INVOICING: Colleague<InvoicingForColleagues>;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    notifications: openCollection(env.DATA, call.meter, 'notifications', StoredNotification),
    mails: openCollection(env.DATA, call.meter, 'mails', StoredMail),
    booking: (id) => ask('bookings', env.BOOKINGS.booking(traceparent, id)),
    bookingsOfEvent: (id) => ask('bookings', env.BOOKINGS.bookingsOfEvent(traceparent, id)),
    event: (id) => ask('events', env.EVENTS.event(traceparent, id)),
    invoice: (id) => ask('invoicing', env.INVOICING.invoice(traceparent, id)),
    people: async (ids) => {
      if (ids.length === 0) return [];
      const people = await ask('users', env.USERS.people(traceparent, [...ids]));
      return people.map(({ _id, name, userType, preferences }) => ({
        id: _id,
        name,
        userType,
        language: preferences.language,
      }));
    },
    usersOf: async (customerId) => {
      const users = await ask('users', env.USERS.usersOfCompany(traceparent, customerId));
      return users
        .filter(({ isActive }) => isActive)
        .map(({ id, name, userType, preferences }) => ({ id, name, userType, language: preferences.language }));
    },
    ...publisherFrom(env, call),
    ...consumerDepsFrom(env, call, 'notifications'),
  };
}
