import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { fieldCipher } from '#shared/field-encryption';
import { publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { AuthForColleagues } from '../auth/for-colleagues.ts';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { CustomersForColleagues } from '../customers/for-colleagues.ts';
import type { NotificationsForColleagues } from '../notifications/for-colleagues.ts';
import type { OperationsForColleagues } from '../operations/for-colleagues.ts';
import { StoredCrewCalendar } from './crew-calendar.documents.ts';
import type { Deps } from './ports.ts';
import { StoredUser } from './user.documents.ts';

export interface Env extends PublisherEnv {
  AUTH: Colleague<AuthForColleagues>;
  CUSTOMERS: Colleague<CustomersForColleagues>;
  BOOKINGS: Colleague<BookingsForColleagues>;
  NOTIFICATIONS: Colleague<NotificationsForColleagues>;
  OPERATIONS: Colleague<OperationsForColleagues>;
  /** The keys of encrypted fields: see `fieldCipher`. */
  FIELD_KEYS?: string;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    users: openCollection(storeOf(env), call.meter, 'users', StoredUser),
    calendars: openCollection(storeOf(env), call.meter, 'crew_calendars', StoredCrewCalendar),
    cipher: fieldCipher(env.FIELD_KEYS),
    customer: (id) => env.CUSTOMERS.customer(traceparent, id),
    credentials: {
      create: (wish) => env.AUTH.createCredential(traceparent, wish),
      activate: (userId) => env.AUTH.activateCredential(traceparent, userId),
      removePending: (userId) => env.AUTH.removePendingCredential(traceparent, userId),
    },
    signIn: {
      changeEmail: (wish) => env.AUTH.changeEmail(traceparent, wish),
      revoke: (userId) => env.AUTH.revokeUser(traceparent, userId),
      remove: (userId) => env.AUTH.removeCredential(traceparent, userId),
    },
    about: {
      signIn: (userId, asking) => env.AUTH.personalData(traceparent, userId, asking),
      bookings: (userId) => env.BOOKINGS.personalData(traceparent, userId),
      notifications: (userId) => env.NOTIFICATIONS.personalData(traceparent, userId),
      auditEntries: (userId) => env.OPERATIONS.personalData(traceparent, userId),
    },
    forget: {
      signIn: (userId) => env.AUTH.forgetPerson(traceparent, userId),
      inBookings: (crewId) => env.BOOKINGS.forgetPerson(traceparent, crewId),
      inNotifications: (who) => env.NOTIFICATIONS.forgetPerson(traceparent, who),
    },
    reEncryptWebhooks: () => env.NOTIFICATIONS.reEncryptSecrets(traceparent),
    settleHolds: (holds) => env.BOOKINGS.settleHolds(traceparent, holds),
    ...publisherFrom(env, call),
  };
}
