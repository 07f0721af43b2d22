import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { fieldCipher } from '#shared/field-encryption';
import type { Reply } from '#shared/reply';
import { publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { AuthForColleagues } from '../auth/for-colleagues.ts';
import type { CustomersForColleagues } from '../customers/for-colleagues.ts';
import { StoredCrewCalendar } from './crew-calendar.documents.ts';
import type { Deps, HeldTime, HoldVerdict } from './ports.ts';
import { StoredUser } from './user.documents.ts';

/** What the bookings Worker offers besides hearing events. */
interface SettlesHolds {
  settleHolds(traceparent: string, holds: HeldTime[]): Promise<Reply<HoldVerdict[]>>;
}

export interface Env extends PublisherEnv {
  AUTH: Colleague<AuthForColleagues>;
  CUSTOMERS: Colleague<CustomersForColleagues>;
  BOOKINGS: PublisherEnv['BOOKINGS'] & SettlesHolds;
  /** The keys of encrypted fields: see `fieldCipher`. */
  FIELD_KEYS?: string;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const { traceparent } = call.trace;
  return {
    users: openCollection(env.DATA, call.meter, 'users', StoredUser),
    calendars: openCollection(env.DATA, call.meter, 'crew_calendars', StoredCrewCalendar),
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
    settleHolds: (holds) => env.BOOKINGS.settleHolds(traceparent, holds),
    ...publisherFrom(env, call),
  };
}
