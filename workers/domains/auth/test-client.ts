import { SELF } from 'cloudflare:test';
import { env as assembly } from 'cloudflare:workers';
import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import type { UserId } from '#shared/ids';
import { traceFrom } from '#shared/trace';
import { StoredUser } from '../users/user.documents.ts';
import { depsFrom, type Env } from './deps.ts';
import type { AuthForColleagues } from './for-colleagues.ts';

/** What the tests of this Worker share: clients at the gateway's door, and a look into what is stored. */

/** The assembly holds every Worker's bindings, so this Worker's too. */
export const env = assembly as unknown as Env & { AUTH: Colleague<AuthForColleagues> };

export const PASSWORD = 'Ett långt lösenord';

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
  headers: Headers;
}

/** Asks the gateway. */
export async function ask(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await SELF.fetch(`http://thenorsound.test${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    text,
    headers: response.headers,
  };
}

export const post = (path: string, body?: unknown, headers?: Record<string, string>) =>
  ask('POST', path, body, headers);

let people = 0;
/** A registration that nobody made before. */
export function newPerson() {
  people += 1;
  const email = `person-${people}-${crypto.randomUUID().slice(0, 8)}@example.com`;
  return { email, password: PASSWORD, firstName: 'Åsa', lastName: 'Öberg' };
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}

/** Somebody who has an account. */
export async function registered(): Promise<{ email: string; id: UserId }> {
  const person = newPerson();
  const { status, body, text } = await post('/api/auth/register', person);
  if (status !== 201) throw new Error(`registering answered ${status}: ${text}`);
  return { email: person.email, id: body['id'] as UserId };
}

/** The tokens of a new session. */
export async function signIn(email: string, password = PASSWORD): Promise<Tokens> {
  const { status, body, text } = await post('/api/auth/login', { email, password });
  if (status !== 200) throw new Error(`signing in answered ${status}: ${text}`);
  return body as unknown as Tokens;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
export const cookie = (token: string) => ({ cookie: `other=1; refreshToken=${token}` });

const call: Call = {
  trace: traceFrom(null),
  meter: { roundTrips: 0 },
  now: () => new Date(),
  afterAnswer: () => undefined,
};
export const { traceparent } = call.trace;

/** A piece of work of this Worker on the real store, at another time if need be. */
export function work(now: Date = new Date()) {
  const ownCall = { ...call, now: () => now };
  return { deps: depsFrom(env, ownCall), call: ownCall };
}

export const stored = {
  credentials: work().deps.credentials,
  sessions: work().deps.sessions,
  users: openCollection(env.DATA, call.meter, 'users', StoredUser),
};
