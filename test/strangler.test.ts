import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { newSecrets, type Secrets } from '../scripts/lib/settings.ts';
import { clientOf, signIn, type Client, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { hangUp, openReceiver, silence, status, type Receiver } from './support/receiver.ts';
import { startSystem, type System } from './support/system.ts';

const OLD_SECRET = 'the old system signs its tokens with this';
const id = 'a'.repeat(24);
const wish = { name: 'Nyårskonsert', startDate: '2030-01-01T18:00:00Z', endDate: '2030-01-01T22:00:00Z' };

let old: Receiver;
let files: string;
let secrets: Secrets;
/** With the gateway's variables; the other Workers, the store and the keys are the same each time. */
const start = (vars: Record<string, string>): Promise<System> =>
  startSystem({ persist: files, secrets, vars: { 'thenorsound-gateway': vars } });

beforeAll(async () => {
  old = await openReceiver();
  files = await mkdtemp(join(tmpdir(), 'thenorsound-strangler-'));
  secrets = await newSecrets();
  const json = { 'content-type': 'application/json' };
  old.answers(
    '/api/events',
    status(201, `{"id":"${id}","from":"old"}`, { ...json, location: old.url(`/api/events/${id}`) }),
  );
  old.answers(`/api/events/${id}`, status(200, '{"from":"old"}', { ...json, etag: '"9"', 'set-cookie': 'old=1' }));
});
afterAll(async () => {
  await old.close();
  await rm(files, { recursive: true, force: true });
});

/** A sign-in from before each switch: whoever is signed in does not notice. */
let organizer: Client;

describe('while an old system serves events', () => {
  let system: System;
  beforeAll(async () => {
    system = await start({ LEGACY_ORIGIN_EVENTS: old.url('') });
    await seedDemo(system.data, new Date());
    organizer = await signIn(system, 'organizer');
  });
  afterAll(() => system.kill());

  it('it gets their requests as they were sent, and its answer comes back', async () => {
    const made = await organizer.ask('POST', '/api/events?a=1', wish, { 'idempotency-key': 'strangler' });
    expect([made.status, made.body, made.headers.get('location')]).toEqual([
      201,
      { id, from: 'old' },
      `/api/events/${id}`,
    ]);
    expect(made.headers.get('x-served-by')).toBe('legacy');
    const [received] = old.received('/api/events?a=1');
    expect(received).toMatchObject({ method: 'POST', body: JSON.stringify(wish) });
    expect(received?.headers['content-type']).toBe('application/json');
    expect(received?.headers['x-thenorsound-actor']).toBeUndefined();

    const read = await organizer.ask('GET', `/api/events/${id}`);
    expect([read.status, read.body, read.headers.get('etag'), read.headers.get('set-cookie')]).toEqual([
      200,
      { from: 'old' },
      '"9"',
      null,
    ]);
    // What was made once is not made again, whoever made it.
    const again = await organizer.ask('POST', '/api/events?a=1', wish, { 'idempotency-key': 'strangler' });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(old.received('/api/events?a=1')).toHaveLength(1);
  });

  it('it can verify who asks by the keys that this system publishes', async () => {
    await organizer.ask('GET', `/api/events/${id}`);
    const token = (old.received(`/api/events/${id}`).at(-1)?.headers.authorization ?? '').replace('Bearer ', '');
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', system.url));
    const { payload } = await jwtVerify(token, keys, { issuer: 'thenorsound', audience: 'thenorsound-api' });
    expect(payload.sub).toBe(organizer.user.id);
  });

  it('it gets nothing that is refused at the door, and nothing of other domains', async () => {
    const before = old.received().filter(({ path }) => path !== '/health').length;
    expect((await clientOf(system).ask('GET', '/api/events')).status).toBe(401);
    const crew = await signIn(system, 'crew');
    expect((await crew.ask('POST', '/api/events', wish)).status).toBe(403);
    await organizer.must(200, 'GET', `/api/users/${organizer.user.id}`);
    await organizer.must(200, 'GET', `/api/customers/${String(organizer.user['customerId'])}/bookings`);
    expect(old.received().filter(({ path }) => path !== '/health')).toHaveLength(before);
  });

  it('the trace and the log say where a request went', async () => {
    const { headers } = await organizer.ask('GET', `/api/events/${id}`);
    const traceId = String(headers.get('x-trace-id'));
    expect(old.received(`/api/events/${id}`).at(-1)?.headers['traceparent']).toContain(traceId);
    const line = await eventually(() =>
      system.logs
        .flatMap((text) => (text.startsWith('{') ? [JSON.parse(text) as Record<string, unknown>] : []))
        .find((entry) => entry['what'] === 'request' && entry['traceId'] === traceId),
    );
    expect(line).toMatchObject({ worker: 'gateway', route: '/api/events/{id}', servedBy: 'legacy' });
    const here = await organizer.ask('GET', `/api/users/${organizer.user.id}`);
    expect(here.headers.get('x-served-by')).toBeNull();
  });

  it('its failures, its silence and its redirects do not come through as they are', async () => {
    for (const answer of [status(500, 'System.NullReferenceException at …'), hangUp, silence]) {
      old.answers('/api/events/calendar', answer);
      const failed = await organizer.ask('GET', '/api/events/calendar?month=1&year=2030');
      expect(failed.status).toBe(503);
      expect(JSON.stringify(failed.body)).not.toContain('System.');
      expect(failed.headers.get('retry-after')).toBe('2');
    }
    old.answers('/api/events/calendar', status(302, '', { location: old.url('/health') }));
    const health = old.received('/health').length;
    const url = new URL('/api/events/calendar?month=1&year=2030', system.url);
    const moved = await fetch(url, { redirect: 'manual', headers: { authorization: `Bearer ${organizer.token}` } });
    expect([moved.status, moved.headers.get('location')]).toEqual([302, '/health']);
    expect(old.received('/health')).toHaveLength(health);
  });

  it('/ready names what it serves, and that it is down', async () => {
    const ready = async () => {
      const answer = await fetch(new URL('/ready', system.url));
      return { status: answer.status, body: await answer.json() };
    };
    await eventually(async () => (await ready()).status === 200);
    expect((await ready()).body).toMatchObject({ legacy: ['events'], checks: { events: 'ok', 'legacy events': 'ok' } });
    old.answers('/health', hangUp);
    const down = await eventually(async () => {
      const given = await ready();
      return given.status === 503 && given;
    });
    expect(down.body).toMatchObject({ error: { message: 'Not ready: legacy events' } });
    old.answers('/health', status(200));
  });
});

describe('an old system with paths and tokens of its own', () => {
  let system: System;
  beforeAll(async () => {
    system = await start({
      LEGACY_ORIGIN_EVENTS: old.url(''),
      LEGACY_PATHS: '{"/api/events/{id}":"/api/Event/{id}"}',
      LEGACY_JWT_SECRET: OLD_SECRET,
    });
  });
  afterAll(() => system.kill());

  it('is asked by its own paths, with a token that it would have made itself', async () => {
    old.answers(`/api/Event/${id}`, status(200, '{"from":"older"}', { 'content-type': 'application/json' }));
    const client = clientOf(system, organizer.token);
    expect(await client.must(200, 'GET', `/api/events/${id}`)).toEqual({ from: 'older' });
    const token = (old.received(`/api/Event/${id}`)[0]?.headers.authorization ?? '').replace('Bearer ', '');
    const expected = { issuer: 'ThenorSound', audience: 'ThenorSound' };
    const { payload } = await jwtVerify(token, new TextEncoder().encode(OLD_SECRET), expected);
    expect(payload).toMatchObject({ sub: organizer.user.id, role: '2', email: 'organizer@thenorsound.example' });
  });
});

describe('once the gateway’s variable is gone', () => {
  let system: System;
  beforeAll(async () => {
    system = await start({});
  });
  afterAll(() => system.kill());

  it('events are served here again, to whoever is signed in, and the old system hears nothing', async () => {
    const before = old.received().length;
    const client = clientOf(system, organizer.token);
    const { items } = await client.must<{ items: Json[] }>(200, 'GET', '/api/events');
    expect(items.length).toBeGreaterThan(0);
    expect((await client.ask('GET', `/api/events/${id}`)).status).toBe(404);
    expect(old.received()).toHaveLength(before);
  });
});
