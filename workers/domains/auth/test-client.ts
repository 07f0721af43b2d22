import { SELF } from 'cloudflare:test';
import { env as assembly } from 'cloudflare:workers';
import type { Call } from '#shared/call';
import type { Colleague } from '#shared/colleague';
import { openCollection } from '#shared/documents';
import { newId, type UserId } from '#shared/ids';
import { ask as answerOf } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import type { UserForSignIn } from '../users/for-colleagues.ts';
import { StoredUser } from '../users/user.documents.ts';
import { startSession } from './commands/start-session.ts';
import { depsFrom, type Env } from './deps.ts';
import type { AuthForColleagues } from './for-colleagues.ts';
import { issueTokens } from './issue-tokens.ts';
import { newCredential } from './new-credential.ts';
import { hashPassword } from './password-hash.ts';

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

/** Hashing is slow on purpose; one hash of the password serves everybody. */
let passwordHash: string | undefined;

/** Somebody who has an account: written as registering writes it, without its waiting. */
export async function registered(): Promise<{ email: string; id: UserId }> {
  const { email, firstName, lastName } = newPerson();
  const { deps } = work();
  const id = newId<UserId>();
  passwordHash ??= await hashPassword(PASSWORD);
  await deps.credentials.insert({
    ...newCredential({ userId: id, emailKey: email, passwordHash, registration: null }, new Date()),
    state: 'active',
  });
  await answerOf('users', deps.createRegisteredUser({ id, email, firstName, lastName }));
  return { email, id };
}

/** A user as the users Worker tells it at a sign-in. */
export async function userOf(id: UserId): Promise<UserForSignIn> {
  const user = await answerOf('users', work().deps.userForSignIn(id));
  if (!user) throw new Error(`there is no user ${id}`);
  return user;
}

/** The tokens of a new session, as signing in begins it once the password is known to be right. */
export async function sessionOf(id: UserId): Promise<Tokens> {
  const { deps, call: ownCall } = work();
  const user = await userOf(id);
  const session = await startSession(user, 'a test', deps, ownCall);
  return (await issueTokens(user, session, deps, ownCall.now())).tokens;
}

/** Signs in through the gateway. */
export async function signIn(email: string): Promise<Tokens> {
  const { status, body, text } = await post('/api/auth/login', { email, password: PASSWORD });
  if (status !== 200) throw new Error(`signing in answered ${status}: ${text}`);
  return body as unknown as Tokens;
}

export interface Tokens {
  accessToken: string;
  refreshToken: string;
}
