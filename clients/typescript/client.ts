import createClient, { type Client, type Middleware } from 'openapi-fetch';
import type { components, paths } from './schema.d.ts';

/** The API's types by name: `Schema<'Booking'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** Every route, typed: `api.GET('/api/events/{id}', { params: { path: { id } } })` answers `{ data, error, response }`. */
export type ThenorSoundApi = Client<paths> & {
  /** Signs in and keeps the tokens in memory; throws what the API said where it refuses. */
  signIn: (email: string, password: string) => Promise<Schema<'User'>>;
  /** Ends the session, here and on the server. */
  signOut: () => Promise<void>;
};

/** What the API refused, as an error to be thrown. */
export class ApiError extends Error {
  readonly refusal: Schema<'Error'>['error'];
  readonly status: number;
  constructor(refusal: Schema<'Error'>['error'], status: number) {
    super(refusal.message);
    this.name = 'ApiError';
    this.refusal = refusal;
    this.status = status;
  }
}

/** The data of an answer: `const event = await dataOf(api.GET(…))`. Throws an ApiError where the API refused. */
export async function dataOf<Data>(
  call: Promise<{ data?: Data; error?: Schema<'Error'>; response: Response }>,
): Promise<Data> {
  const { data, error, response } = await call;
  if (error) throw new ApiError(error.error, response.status);
  return data as Data;
}

interface Tokens {
  accessToken: string;
  refreshToken: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/** Renewed so long before it ends, so that no request is on its way with a token that just did. */
const RENEW_BEFORE_MS = 60_000;

/**
 * A client for browsers, Workers and Node: types made of the OpenAPI document, over `fetch`. Once signed in it sends the
 * access token and renews it by itself.
 */
export function thenorSoundApi(options: { baseUrl: string; fetch?: typeof globalThis.fetch }): ThenorSoundApi {
  const api = createClient<paths>({
    baseUrl: options.baseUrl,
    ...(options.fetch && { fetch: (request) => (options.fetch as typeof globalThis.fetch)(request) }),
  });
  let tokens: Tokens | null = null;
  let renewing: Promise<Tokens | null> | null = null;

  const keep = (given: Schema<'Tokens'>): Tokens => {
    tokens = {
      accessToken: given.accessToken,
      refreshToken: given.refreshToken,
      expiresAt: Date.now() + given.expiresIn * 1000,
    };
    return tokens;
  };

  /** One renewal at a time, however many requests wait for it. Refused, the person is signed out. */
  const renew = (refreshToken: string): Promise<Tokens | null> => {
    renewing ??= api
      .POST('/api/auth/refresh', { body: { refreshToken } })
      .then(({ data, response }) => {
        if (data) return keep(data);
        if (response.status === 401) tokens = null;
        return tokens;
      })
      .finally(() => {
        renewing = null;
      });
    return renewing;
  };

  const authorize: Middleware = {
    async onRequest({ request, schemaPath }) {
      if (tokens === null || schemaPath === '/api/auth/refresh') return undefined;
      const isFresh = tokens.expiresAt - Date.now() > RENEW_BEFORE_MS;
      const current = isFresh ? tokens : await renew(tokens.refreshToken);
      if (current) request.headers.set('authorization', `Bearer ${current.accessToken}`);
      return request;
    },
  };
  api.use(authorize);

  return Object.assign(api, {
    async signIn(email: string, password: string) {
      const { user, ...given } = await dataOf(api.POST('/api/auth/login', { body: { email, password } }));
      keep(given);
      return user;
    },
    async signOut() {
      if (tokens === null) return;
      const { refreshToken } = tokens;
      tokens = null;
      await dataOf(api.POST('/api/auth/logout', { body: { refreshToken } }));
    },
  });
}
