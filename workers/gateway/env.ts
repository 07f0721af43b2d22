import type { JSONWebKeySet } from 'jose';
import type { Colleague } from '#shared/colleague';
import type { DataApi } from '#shared/data-api';
import type { StoreEnv } from '#shared/durable-store';
import type { Reply } from '#shared/reply';
import type { AnalyticsForColleagues } from '../domains/analytics/for-colleagues.ts';
import type { AuthForColleagues } from '../domains/auth/for-colleagues.ts';
import type { BookingsForColleagues } from '../domains/bookings/for-colleagues.ts';
import type { CustomersForColleagues } from '../domains/customers/for-colleagues.ts';
import type { EventsForColleagues } from '../domains/events/for-colleagues.ts';
import type { InvoicingForColleagues } from '../domains/invoicing/for-colleagues.ts';
import type { NotificationsForColleagues } from '../domains/notifications/for-colleagues.ts';
import type { OperationsForColleagues } from '../domains/operations/for-colleagues.ts';
import type { UsersForColleagues } from '../domains/users/for-colleagues.ts';
import type { LegacyVars } from './legacy.ts';
import type { RevocationList } from './revocations.ts';

/** The domain Workers, as their bindings are called. */
export const colleagues = [
  'AUTH',
  'USERS',
  'CUSTOMERS',
  'EVENTS',
  'BOOKINGS',
  'INVOICING',
  'NOTIFICATIONS',
  'ANALYTICS',
  'OPERATIONS',
] as const;
export type ColleagueName = (typeof colleagues)[number];

/** What every domain Worker offers the gateway over RPC. */
export interface Sweeps {
  /** Whether the Worker runs. */
  ready(): Promise<Reply<unknown>>;
  /** Settles what is unsettled (ADR 0011). */
  sweep(traceparent: string): Promise<Reply<unknown>>;
}

/** What the auth Worker offers besides. */
export interface IssuesTokens extends Sweeps {
  /** The public keys of the access tokens. */
  jwks(traceparent: string): Promise<Reply<JSONWebKeySet>>;
  /** Whose tokens are to be refused although they have not expired. */
  revocations(traceparent: string): Promise<Reply<RevocationList>>;
}

/** What the data layer offers the gateway. */
export interface Store extends DataApi {
  /** Whether the engine behind it answers. */
  ping(): Promise<{ ok: true } | { ok: false; failure: { message: string } }>;
}

/** The name of a binding to the HTTP side of a domain Worker, or of the one with the pages. */
export type HttpBinding = `${ColleagueName}_HTTP` | 'PAGES_HTTP';

/** The gateway's bindings and variables: see wrangler.toml. */
export type Env = Record<HttpBinding, Fetcher> &
  LegacyVars &
  StoreEnv & {
    AUTH: Colleague<AuthForColleagues>;
    USERS: Colleague<UsersForColleagues>;
    CUSTOMERS: Colleague<CustomersForColleagues>;
    EVENTS: Colleague<EventsForColleagues>;
    BOOKINGS: Colleague<BookingsForColleagues>;
    INVOICING: Colleague<InvoicingForColleagues>;
    NOTIFICATIONS: Colleague<NotificationsForColleagues>;
    ANALYTICS: Colleague<AnalyticsForColleagues>;
    OPERATIONS: Colleague<OperationsForColleagues>;
    DATA: Store;
    SIGN_IN_LIMIT: RateLimit;
    CALLER_LIMIT: RateLimit;
    ENVIRONMENT?: string;
    CORS_ORIGINS?: string;
    RATE_LIMITS?: string;
    /** Milliseconds, as digits; only tests set it. */
    SETTLE_AFTER_MS?: string;
  };
