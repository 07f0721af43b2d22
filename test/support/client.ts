import { DEMO_PASSWORD } from '../../scripts/demo/seed.ts';
import type { System } from './system.ts';

/** A body as JSON; a test asserts on what it expects to be there. */
export type Json = Record<string, unknown> & { id: string };

export interface Answered<T = Json> {
  status: number;
  body: T;
  headers: Headers;
}

/** Somebody signed in, or nobody, who asks the gateway. */
export interface Client {
  user: Json;
  /** The access token; none for nobody. */
  token: string | undefined;
  ask: <T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<Answered<T>>;
  /** The body of an answer that must have this status; throws with the answer where it has another. */
  must: <T = Json>(status: number, method: string, path: string, body?: unknown) => Promise<T>;
}

export function clientOf(system: Pick<System, 'fetch'>, token?: string, user: Json = { id: '' }): Client {
  const ask = async <T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await system.fetch(path, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    // A file is left as the text it is.
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? true;
    const parsed: unknown = text !== '' && isJson ? JSON.parse(text) : text || null;
    return { status: response.status, body: parsed as T, headers: response.headers };
  };
  const must = async <T>(status: number, method: string, path: string, body?: unknown) => {
    const answered = await ask<T>(method, path, body);
    if (answered.status !== status) {
      throw new Error(`${method} ${path} answered ${answered.status}, not ${status}: ${JSON.stringify(answered.body)}`);
    }
    return answered.body;
  };
  return { user, token, ask, must };
}

/** Signs one of the demo people in: `admin`, `organizer`, `crewcompany`, `crew`. */
export async function signIn(system: Pick<System, 'fetch'>, who: string, password = DEMO_PASSWORD): Promise<Client> {
  const email = who.includes('@') ? who : `${who}@thenorsound.example`;
  const { accessToken, user } = await clientOf(system).must<{ accessToken: string; user: Json }>(
    200,
    'POST',
    '/api/auth/login',
    { email, password },
  );
  return clientOf(system, accessToken, user);
}

let days = 40;
/** A scheduled concert of this organizer on a day of its own, six hours from `at(0)`. */
export async function scheduledConcert(organizer: Client, name = 'A concert') {
  days += 1;
  const start = new Date(Date.now() + days * 86_400_000);
  start.setUTCHours(17, 0, 0, 0);
  const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000).toISOString();
  const { id } = await organizer.must(201, 'POST', '/api/events', {
    customerId: organizer.user['customerId'],
    name,
    startDate: at(0),
    endDate: at(6),
    location: 'Malmö',
    eventType: 'Concert',
  });
  await organizer.must(200, 'PUT', `/api/events/${id}/status`, { newStatus: 'Scheduled' });
  return { id, at };
}
