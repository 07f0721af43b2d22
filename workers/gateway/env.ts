import type { JSONWebKeySet } from 'jose';
import type { DataApi } from '#shared/data-api';
import type { Reply } from '#shared/reply';
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

/** The name of a binding to the HTTP side of a domain Worker. */
export type HttpBinding = `${ColleagueName}_HTTP`;

/** The gateway's bindings and variables: see wrangler.toml. */
export type Env = Record<HttpBinding, Fetcher> &
  Record<Exclude<ColleagueName, 'AUTH'>, Sweeps> & {
    AUTH: IssuesTokens;
    DATA: Store;
    SIGN_IN_LIMIT: RateLimit;
    CALLER_LIMIT: RateLimit;
    ENVIRONMENT?: string;
    CORS_ORIGINS?: string;
    RATE_LIMITS?: string;
  };
