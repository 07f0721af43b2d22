import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import type { Subscriber } from '#shared/domain-events';
import { openInbox } from '#shared/inbox';
import type { Backlog, HandlesEvents } from '#shared/outbox';
import { ask, type Reply } from '#shared/reply';
import { publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { AnalyticsForColleagues } from '../analytics/for-colleagues.ts';
import type { AuthForColleagues } from '../auth/for-colleagues.ts';
import type { BookingsForColleagues } from '../bookings/for-colleagues.ts';
import type { CustomersForColleagues } from '../customers/for-colleagues.ts';
import type { EventsForColleagues } from '../events/for-colleagues.ts';
import type { InvoicingForColleagues } from '../invoicing/for-colleagues.ts';
import type { NotificationsForColleagues } from '../notifications/for-colleagues.ts';
import type { UsersForColleagues } from '../users/for-colleagues.ts';
import { StoredAuditEntry } from './audit.documents.ts';
import { parkLetter } from './commands/park-letter.ts';
import { StoredDeadLetter } from './dead-letter.documents.ts';
import { StoredError } from './error.documents.ts';
import type { OperationsForColleagues } from './for-colleagues.ts';
import type { Deps, Watched } from './ports.ts';

export interface Env extends PublisherEnv {
  AUTH: Colleague<AuthForColleagues>;
  USERS: Colleague<UsersForColleagues>;
  CUSTOMERS: Colleague<CustomersForColleagues>;
  EVENTS: Colleague<EventsForColleagues>;
  BOOKINGS: Colleague<BookingsForColleagues>;
  INVOICING: Colleague<InvoicingForColleagues>;
  NOTIFICATIONS: Colleague<NotificationsForColleagues>;
  ANALYTICS: Colleague<AnalyticsForColleagues>;
  OPERATIONS: Colleague<OperationsForColleagues>;
}

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  const deadLetters = openCollection(storeOf(env), call.meter, 'dead_letters', StoredDeadLetter);
  const colleagues: Record<Subscriber, HandlesEvents> = {
    events: env.EVENTS,
    bookings: env.BOOKINGS,
    invoicing: env.INVOICING,
    notifications: env.NOTIFICATIONS,
    analytics: env.ANALYTICS,
    operations: env.OPERATIONS,
  };
  return {
    audit: openCollection(storeOf(env), call.meter, 'audit', StoredAuditEntry),
    deadLetters,
    hasTakenEffect: async (subscriber, id) =>
      (await ask(subscriber, colleagues[subscriber].handled(call.trace.traceparent, [id]))).includes(id),
    errors: openCollection(storeOf(env), call.meter, 'errors', StoredError),
    watched: {
      auth: watched(env.AUTH, call),
      users: watched(env.USERS, call),
      customers: watched(env.CUSTOMERS, call),
      events: watched(env.EVENTS, call),
      bookings: watched(env.BOOKINGS, call),
      invoicing: watched(env.INVOICING, call),
      notifications: watched(env.NOTIFICATIONS, call),
      analytics: watched(env.ANALYTICS, call),
      operations: watched(env.OPERATIONS, call),
    },
    inbox: openInbox(storeOf(env), call.meter, 'operations'),
    // The dead letters are this Worker's own: no detour over RPC.
    park: (letter) => parkLetter(letter, call.now(), { deadLetters }),
    ...publisherFrom(env, call),
  };
}

const watched = (
  colleague: { ready(): Promise<Reply<true>>; backlog(traceparent: string): Promise<Reply<Backlog[]>> },
  { trace }: Call,
): Watched => ({ ready: () => colleague.ready(), backlog: () => colleague.backlog(trace.traceparent) });
