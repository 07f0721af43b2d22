import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { JWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Role, SignedIn } from '#shared/actor';
import { newId } from '#shared/ids';
import { actorOf } from '../../test/support/assembly/ask.ts';
import { bearer, signing } from '../../test/support/assembly/bearer.ts';
import { eventually } from '../../test/support/eventually.ts';
import { colleagues, type Env } from './env.ts';
import gateway from './worker.ts';

/** The assembly's bindings, as the gateway's wrangler.toml names them. */
const assembly = env as unknown as Env;

beforeAll(async () => {
  // The first call loads every Worker of the assembly, which takes longer than one may take to answer.
  await env.DATA.run('findOne', { collection: 'idempotency', filter: {} });
  await eventually(async () => (await send('GET', '/ready')).ok);
}, 20_000);

interface Sending {
  as?: Role | SignedIn;
  headers?: Record<string, string>;
  body?: unknown;
  /** Bindings and variables in place of the assembly's. */
  with?: Partial<Env>;
}

async function send(method: string, path: string, sending: Sending = {}): Promise<Response> {
  const { as, headers = {}, body } = sending;
  const authorization = as && (await bearer(typeof as === 'string' ? actorOf(as) : as));
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: {
      ...(authorization && { authorization }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const context = createExecutionContext();
  const response = await gateway.fetch(request as never, { ...assembly, ...sending.with }, context);
  await waitOnExecutionContext(context);
  return response;
}

const errorOf = async (response: Response) =>
  (await response.json<{ error: { code: string; message: string; traceId: string; details: { field: string }[] } }>())
    .error;
const codeOf = async (response: Response) => (await errorOf(response)).code;

const customer = (orgNumber: string) => ({
  name: 'Norrsken Scen AB',
  orgNumber,
  address: 'Storgatan 1',
  city: 'Umeå',
  zipCode: '903 26',
  email: 'office@norrsken.example',
  phone: '+46701234567',
  contact: 'Anna Berg',
  customerType: 1,
});

/** A Worker in place of another: what it was asked is kept. */
function worker(answer: (request: Request) => Response | Promise<Response>) {
  const asked: Request[] = [];
  const fetcher = {
    fetch: async (input: RequestInfo, init?: RequestInit) => {
      const request = new Request(input, init);
      asked.push(request);
      return answer(request);
    },
  } as unknown as Fetcher;
  return { asked, fetcher };
}

describe('what is asked of the gateway itself', () => {
  test('/health is answered without touching anything', async () => {
    const nothing = Object.fromEntries(['DATA', 'CALLER_LIMIT', ...colleagues].map((name) => [name, undefined]));
    const response = await send('GET', '/health', { with: nothing });
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  test('/ready says that everybody is there, or names who is not', async () => {
    const ready = async (changed: Partial<Env> = {}) => (await send('GET', '/ready', { with: changed })).json();
    const checks = Object.fromEntries(['store', 'pages', ...colleagues].map((name) => [name.toLowerCase(), 'ok']));
    // What was found out is kept for a second.
    const patiently = { timeout: 5_000, interval: 200 };
    await expect.poll(() => ready(), patiently).toEqual({ status: 'ready', checks, legacy: [] });

    const gone = { ready: () => Promise.reject(new Error('gone')) } as unknown as Env['EVENTS'];
    await expect
      .poll(() => ready({ EVENTS: gone }), patiently)
      .toMatchObject({
        error: {
          code: 'SERVICE_UNAVAILABLE',
          message: 'Not ready: events',
          details: [{ field: 'events', message: 'does not answer' }],
        },
      });
    await expect.poll(() => ready(), patiently).toEqual({ status: 'ready', checks, legacy: [] });
  });

  test('the public keys may be cached', async () => {
    const response = await send('GET', '/.well-known/jwks.json');
    const { keys } = await response.json<{ keys: JWK[] }>();
    expect(keys.map(({ kid }) => kid)).toEqual(signing.keys.map(({ kid }) => kid));
    expect(keys.filter((key) => 'd' in key)).toEqual([]);
    expect(response.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/);
  });
});

describe('errors', () => {
  test('all have the contract’s shape, and the trace id of the request in body and header', async () => {
    const traceId = 'ab'.repeat(16);
    const headers = { traceparent: `00-${traceId}-${'c'.repeat(16)}-01` };
    const responses = await Promise.all([
      send('GET', '/api/nothing', { headers }),
      send('PATCH', '/api/users', { headers }),
      send('GET', '/api/users', { headers }),
      send('POST', '/api/customers', { as: 'crew', headers, body: {} }),
      send('POST', '/api/customers', { as: 'admin', headers, body: '{' }),
    ]);
    expect(responses.map(({ status }) => status)).toEqual([404, 405, 401, 403, 400]);
    for (const response of responses) {
      expect(response.headers.get('x-trace-id')).toBe(traceId);
      const error = await errorOf(response);
      expect(error).toMatchObject({
        traceId,
        details: expect.any(Array) as unknown,
        timestamp: expect.any(String) as unknown,
      });
    }
    expect(responses[1]?.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS');
    expect(responses[2]?.headers.get('www-authenticate')).toBe('Bearer');
  });

  test('a stranger learns of an unknown path that it is unknown, of a known one that they must sign in', async () => {
    expect((await send('GET', '/api/users/')).status).toBe(404);
    expect((await send('GET', '/api/users', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401);
  });

  test('a body over 1 MiB is 413', async () => {
    expect(await codeOf(await send('POST', '/api/customers', { as: 'admin', body: 'x'.repeat(1_048_577) }))).toBe(
      'PAYLOAD_TOO_LARGE',
    );
  });

  test('a Worker that cannot be reached is 503 with Retry-After, without its inner message', async () => {
    const { fetcher } = worker(() => {
      throw new Error('inner secret');
    });
    const response = await send('GET', '/api/events', { as: 'admin', with: { EVENTS_HTTP: fetcher } });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await response.text()).not.toContain('inner secret');
  });

  test('a Worker that does not answer is 503 within 3 s', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { fetcher } = worker(async () => {
      await gate;
      return new Response('late');
    });
    const startedAt = Date.now();
    const context = createExecutionContext();
    const request = new Request('http://localhost/api/events', {
      headers: { authorization: await bearer(actorOf('admin')) },
    });
    const response = await gateway.fetch(request as never, { ...assembly, EVENTS_HTTP: fetcher }, context);
    expect(response.status).toBe(503);
    expect(Date.now() - startedAt).toBeLessThan(3_000);
    open();
    await waitOnExecutionContext(context);
  });

  test('a production installation without rate limits serves nothing', async () => {
    const production = { ENVIRONMENT: 'production', RATE_LIMITS: 'off' };
    for (const path of ['/health', '/api/users', '/.well-known/jwks.json']) {
      const response = await send('GET', path, { with: production });
      expect([response.status, await codeOf(response)]).toEqual([500, 'SERVICE_ERROR']);
    }
  });
});

describe('who is asking', () => {
  test('is what the token says, and never what a header claims', async () => {
    const forged = JSON.stringify(actorOf('admin'));
    expect((await send('GET', '/api/customers', { headers: { 'x-thenorsound-actor': forged } })).status).toBe(401);
    const asCrew = await send('GET', '/api/customers', { as: 'crew', headers: { 'x-thenorsound-actor': forged } });
    expect(asCrew.status).toBe(403);
    const { asked, fetcher } = worker(() => Response.json([]));
    const organizer = actorOf('organizer');
    await send('GET', '/api/events', {
      as: organizer,
      headers: { 'x-thenorsound-actor': forged },
      with: { EVENTS_HTTP: fetcher },
    });
    expect(JSON.parse(asked[0]?.headers.get('x-thenorsound-actor') ?? '')).toEqual(organizer);
  });

  test('does not matter where anyone may come: an expired token does not stop a logout', async () => {
    const { asked, fetcher } = worker(() => Response.json({ success: true }));
    const headers = { authorization: 'Bearer expired', cookie: 'refreshToken=x' };
    const response = await send('POST', '/api/auth/logout', { headers, with: { AUTH_HTTP: fetcher } });
    expect(response.status).toBe(200);
    expect(asked[0]?.headers.get('authorization')).toBe('Bearer expired');
    expect(asked[0]?.headers.get('cookie')).toBe('refreshToken=x');
  });
});

describe('an answer', () => {
  test('to HEAD is the one to GET without its body', async () => {
    const response = await send('HEAD', '/api/customers', { as: 'admin' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('to OPTIONS names the methods of a known path', async () => {
    const response = await send('OPTIONS', '/api/customers');
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
    expect((await send('OPTIONS', '/api/nothing')).status).toBe(404);
  });

  test('to a preflight asks no Worker and no token', async () => {
    const headers = { origin: 'http://localhost:5173', 'access-control-request-method': 'POST' };
    const response = await send('OPTIONS', '/api/bookings', { headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(response.headers.get('access-control-allow-methods')).toContain('POST');
  });

  test('that is an error can be read by a page too', async () => {
    const response = await send('GET', '/api/users', { headers: { origin: 'http://localhost:3000' } });
    expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:3000');
  });

  test('keeps every cookie', async () => {
    const { fetcher } = worker(
      () =>
        new Response('{}', {
          headers: [
            ['set-cookie', 'a=1'],
            ['set-cookie', 'b=2'],
          ],
        }),
    );
    const response = await send('POST', '/api/auth/refresh', { with: { AUTH_HTTP: fetcher } });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });
});

describe('rate limits', () => {
  /** How many of `count` requests one after another were refused before they got anywhere. */
  async function refusedOf(count: number, ask: () => Promise<Response>) {
    const statuses: number[] = [];
    for (let number = 0; number < count; number += 1) statuses.push((await ask()).status);
    return statuses;
  }

  test('let 10 sign-ins a minute through for one address and email, whatever the password', async () => {
    const { fetcher } = worker(() => new Response('{}', { status: 401 }));
    const attempt = (email: string) =>
      send('POST', '/api/auth/login', {
        headers: { 'cf-connecting-ip': '192.0.2.1' },
        body: { email, password: crypto.randomUUID() },
        with: { RATE_LIMITS: 'on', AUTH_HTTP: fetcher },
      });
    const email = `${newId()}@thenorsound.example`;
    // The window turns at the full minute, which may fall in between: then 10 more go through, and no more.
    const statuses = await refusedOf(21, () => attempt(email));
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses).toContain(429);
    expect((await attempt(`${newId()}@thenorsound.example`)).status).toBe(401);
  });

  test('count a signed-in user, and say when to come back', async () => {
    const caller = actorOf('admin');
    const usedUp = { limit: async ({ key }: { key: string }) => ({ success: key !== `user ${caller.userId}` }) };
    const response = await send('GET', '/api/customers', {
      as: caller,
      with: { RATE_LIMITS: 'on', CALLER_LIMIT: usedUp },
    });
    expect([response.status, response.headers.get('retry-after'), await codeOf(response)]).toEqual([
      429,
      '60',
      'RATE_LIMITED',
    ]);
  });

  test('count a bad token for its address, so that guessing tokens is limited', async () => {
    const usedUp = { limit: async ({ key }: { key: string }) => ({ success: key !== 'address 192.0.2.7' }) };
    const headers = { authorization: 'Bearer guess', 'cf-connecting-ip': '192.0.2.7' };
    expect(
      (await send('GET', '/api/users', { headers, with: { RATE_LIMITS: 'on', CALLER_LIMIT: usedUp } })).status,
    ).toBe(429);
  });
});

describe('an Idempotency-Key', () => {
  test('makes one customer of two requests', async () => {
    const admin = actorOf('admin');
    const headers = { 'idempotency-key': newId() };
    const body = customer('556036-0793');
    const first = await send('POST', '/api/customers', { as: admin, headers, body });
    const again = await send('POST', '/api/customers', { as: admin, headers, body });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.headers.get('location')).toBe(first.headers.get('location'));
    expect(await again.text()).toBe(await first.text());
  });

  test('gives the new resource its id in every run', async () => {
    const ids: (string | null)[] = [];
    const { fetcher } = worker((request) => {
      ids.push(request.headers.get('x-thenorsound-new-id'));
      return new Response('{}', { status: ids.length === 1 ? 503 : 201 });
    });
    const organizer = actorOf('organizer');
    const sending = { as: organizer, headers: { 'idempotency-key': 'k' }, body: {}, with: { EVENTS_HTTP: fetcher } };
    expect((await send('POST', '/api/events', sending)).status).toBe(503);
    expect((await send('POST', '/api/events', sending)).status).toBe(201);
    expect(ids[0]).toMatch(/^[0-9a-f]{24}$/);
    expect(ids[1]).toBe(ids[0]);
  });

  test('that is too long is 400', async () => {
    const headers = { 'idempotency-key': 'k'.repeat(256) };
    const response = await send('POST', '/api/events', { as: 'organizer', headers, body: {} });
    expect([response.status, (await errorOf(response)).details.map(({ field }) => field)]).toEqual([
      400,
      ['Idempotency-Key'],
    ]);
  });

  test('belongs to its caller: another’s same key is another request', async () => {
    const { asked, fetcher } = worker(() => new Response('{}', { status: 201 }));
    for (const as of [actorOf('organizer'), actorOf('organizer')]) {
      await send('POST', '/api/events', {
        as,
        headers: { 'idempotency-key': 'same' },
        body: {},
        with: { EVENTS_HTTP: fetcher },
      });
    }
    expect(asked).toHaveLength(2);
  });

  test('keeps an answer that came too late for its client, for the next attempt', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    const { asked, fetcher } = worker(async () => {
      await gate;
      return Response.json({ made: 'once' }, { status: 201 });
    });
    const sending = {
      as: actorOf('organizer'),
      headers: { 'idempotency-key': 'late' },
      body: {},
      with: { EVENTS_HTTP: fetcher },
    };
    const authorization = await bearer(sending.as);
    const request = new Request('http://localhost/api/events', {
      method: 'POST',
      headers: { ...sending.headers, authorization, 'content-type': 'application/json' },
      body: '{}',
    });
    const context = createExecutionContext();
    const late = await gateway.fetch(request as never, { ...assembly, EVENTS_HTTP: fetcher }, context);
    expect(late.status).toBe(503);
    expect((await send('POST', '/api/events', sending)).status).toBe(409);
    open();
    await waitOnExecutionContext(context);
    const again = await send('POST', '/api/events', sending);
    expect([again.status, await again.json()]).toEqual([201, { made: 'once' }]);
    expect(asked).toHaveLength(1);
  });
});
