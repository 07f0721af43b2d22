import * as z from 'zod';
import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { storeOf } from '#shared/durable-store';
import { publisherFrom, type PublisherEnv } from '#shared/worker-env';
import type { UsersForColleagues } from '../users/for-colleagues.ts';
import { accessTokensUnder } from './access-tokens.ts';
import { StoredCredential } from './credential.documents.ts';
import { linkTokensUnder } from './link-tokens.ts';
import type { Deps } from './ports.ts';
import { refreshTokensUnder } from './refresh-tokens.ts';
import { StoredSession } from './session.documents.ts';

export interface Env extends PublisherEnv {
  USERS: Colleague<UsersForColleagues>;
  SIGNING_KEYS: string;
  REFRESH_KEY: string;
  REGISTRATION?: string;
  COOKIE_SAMESITE?: string;
  CORS_ORIGINS?: string;
}

const Registration = z.enum(['open', 'closed']).default('open');
const SameSite = z.enum(['Strict', 'Lax', 'None']).default('Strict');

/** The only reader of `env`: bindings become what the slices need. */
export function depsFrom(env: Env, call: Call): Deps {
  return {
    credentials: openCollection(storeOf(env), call.meter, 'credentials', StoredCredential),
    sessions: openCollection(storeOf(env), call.meter, 'auth_refreshTokens', StoredSession),
    userForSignIn: (userId) => env.USERS.userForSignIn(call.trace.traceparent, userId),
    createRegisteredUser: (wish) => env.USERS.createRegisteredUser(call.trace.traceparent, wish),
    markEmailVerified: (proof) => env.USERS.markEmailVerified(call.trace.traceparent, proof),
    accessTokens: accessTokensUnder(env.SIGNING_KEYS),
    refreshTokens: refreshTokensUnder(env.REFRESH_KEY),
    linkTokens: linkTokensUnder(env.REFRESH_KEY),
    settings: {
      registrationOpen: Registration.parse(env.REGISTRATION) === 'open',
      cookieSameSite: SameSite.parse(env.COOKIE_SAMESITE),
      corsOrigins: (env.CORS_ORIGINS ?? '').split(',').map((origin) => origin.trim()),
    },
    ...publisherFrom(env, call),
  };
}
