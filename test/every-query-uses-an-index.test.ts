import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import type { DataAction, Ejson } from '#shared/data-api';
import { openCollection } from '#shared/documents';
import { newId, type WebhookDeliveryId } from '#shared/ids';
import { StoredCredential } from '../workers/domains/auth/credential.documents.ts';
import { counterOf } from '../workers/domains/auth/link-counters.ts';
import { linkTokensUnder, type LinkPurpose } from '../workers/domains/auth/link-tokens.ts';
import { routes } from '../workers/gateway/routes.ts';
import { startDataApi, type RunningDataApi } from './data-api/start-data-api.ts';
import { clientOf, scheduledConcert, signIn, type Client, type Json } from './support/client.ts';
import { bgMaxFile } from './support/bgmax-file.ts';
import { aDeadLetter } from './support/dead-letter.ts';
import { eventually } from './support/eventually.ts';
import { storeBudget } from './support/store-budget.ts';
import { mongodOrSkip } from './support/mongod.ts';
import { startSystem, type System } from './support/system.ts';
import { openTap, type Operation } from './support/tap/tap.ts';

const mongod = await mongodOrSkip();
afterAll(() => mongod?.stop());

const queries = new Map<string, Operation>();
/** The traces of the tour's requests, by route. */
const traces = new Map<string, string[]>();
/** How often the store was asked before the answer, over all Workers, by trace. */
const asked = new Map<string, number>();

/** Every route is called, every queue handled and every sweep run, and what they asked of the store is noted. */
beforeAll(async () => {
  const tap = await openTap();
  const system = await startSystem({ tap, vars: settings() });
  try {
    await seedDemo(system.data, new Date());
    await promisify(execFile)(process.execPath, [
      join(import.meta.dirname, '../scripts/journey.ts'),
      system.url.origin,
    ]);
    const visited = await tour(system);
    expect(routes.map(({ method, path }) => `${method} ${path}`).filter((route) => !visited.has(route))).toEqual([]);
    await eventually(async () => {
      await system.tick();
      const unsettled = await system.data.run('findOne', {
        collection: 'bookings',
        filter: { unsettledSince: { $type: 'date' } },
      });
      return unsettled.ok && unsettled.answer.document === null;
    }, 60_000);
  } finally {
    await system.stop();
    await tap.close();
  }
  const answered = new Set<string>();
  for (const { what, worker, traceId, roundTrips } of system.logs.flatMap(fieldsOf)) {
    // What consumers do about an answer's events is of the same trace, and comes after it.
    if ((what !== 'request' && what !== 'rpc') || answered.has(traceId)) continue;
    // Now and then the gateway asks for revocations behind some answer; they are not of that route.
    if (what === 'rpc' && worker === 'auth') continue;
    asked.set(traceId, (asked.get(traceId) ?? 0) + roundTrips);
    if (worker === 'gateway') answered.add(traceId);
  }
  for (const operation of tap.operations) {
    if (!operation.action.startsWith('insert')) queries.set(shapeOf(operation), operation);
  }
});

/** The line of a piece of work that ended. */
interface Logged {
  what: string;
  worker: string;
  traceId: string;
  roundTrips: number;
}

/** A log line of ours; nothing where something else was printed. */
const fieldsOf = (line: string): Logged[] => (line.startsWith('{"at"') ? [JSON.parse(line) as Logged] : []);

it('no route asks the store more often than it may', () => {
  const most = Object.fromEntries(
    [...traces].map(([route, ids]) => [route, Math.max(...ids.map((id) => asked.get(id) ?? 0))]),
  );
  const over = Object.entries(most).filter(([route, count]) => count > (storeBudget[route] ?? 0));
  expect(over).toEqual([]);
});

describe.each([
  { engine: 'embedded', vars: {} as Record<string, string> },
  ...(mongod ? [{ engine: 'MongoDB', vars: { MONGODB_URI: mongod.uri } }] : []),
])('on $engine', ({ vars }) => {
  let store: RunningDataApi;
  beforeAll(async () => {
    store = await startDataApi(vars);
  });
  afterAll(() => store.stop());

  it('every query that the product makes is answered by an index, and only what a search found is sorted in memory', async () => {
    expect(queries.size).toBeGreaterThan(40);
    const scanning: unknown[] = [];
    for (const [shape, { action, request }] of queries) {
      const explained = await store.admin.explain(action, request);
      if (!explained.ok) throw new Error(`${shape}: ${explained.failure.message}`);
      const { usesIndex, sortsInMemory, indexes } = explained.answer;
      const isSearch = shape.includes('"nameKey":{"$gte"');
      // What is found by its key is one document: nothing to sort.
      const isOne = indexes.every((index) => index === '_id_') && !shape.includes('$in');
      if (!usesIndex || (sortsInMemory && !isSearch && !isOne))
        scanning.push({ shape, usesIndex, sortsInMemory, indexes });
    }
    expect(scanning).toEqual([]);
  });
});

/** Calls every route that a person can call, as somebody who may; which routes answered well. */
async function tour(system: Awaited<ReturnType<typeof startSystem>>): Promise<Set<string>> {
  const [admin, organizer, seller, drummer] = await Promise.all(
    ['admin', 'organizer', 'crewcompany', 'crew'].map((who) => signIn(system, who)),
  );
  if (!admin || !organizer || !seller || !drummer) throw new Error('somebody could not sign in');
  const visited = new Set<string>(['POST /api/auth/login']);
  const visit = async <T = Json>(
    who: Client,
    route: string,
    path: string,
    body?: unknown,
    headers = {},
  ): Promise<T> => {
    const answered = await who.ask<T>(route.split(' ')[0] ?? '', path, body, headers);
    if (answered.status >= 300) throw new Error(`${path}: ${answered.status} ${JSON.stringify(answered.body)}`);
    visited.add(route);
    traces.set(route, [...(traces.get(route) ?? []), answered.headers.get('x-trace-id') ?? '']);
    return answered.body;
  };
  const nobody = clientOf(system);
  const companyId = String(organizer.user['customerId']);
  const crewCompanyId = String(seller.user['customerId']);

  const registered = { email: 'ny@thenorsound.example', password: 'Ny-2026-sound', firstName: 'Nina', lastName: 'Ny' };
  await visit(nobody, 'POST /api/auth/register', '/api/auth/register', registered);
  const tokens = await visit<{ accessToken: string; refreshToken: string }>(
    nobody,
    'POST /api/auth/login',
    '/api/auth/login',
    { email: registered.email, password: registered.password },
  );
  await nobody.ask('POST', '/api/auth/login', { email: registered.email, password: 'not the password' });
  const { refreshToken } = await visit<{ refreshToken: string }>(
    nobody,
    'POST /api/auth/refresh',
    '/api/auth/refresh',
    {
      refreshToken: tokens.refreshToken,
    },
  );
  await visit(nobody, 'POST /api/auth/validate', '/api/auth/validate', { token: tokens.accessToken });
  await visit(admin, 'GET /api/auth/claims', '/api/auth/claims');
  const elsewhere = await signIn(system, 'crew');
  const sessions = await visit<{ id: string; current: boolean }[]>(
    elsewhere,
    'GET /api/auth/sessions',
    '/api/auth/sessions',
  );
  const own = sessions.find(({ current }) => current)?.id;
  await visit(elsewhere, 'DELETE /api/auth/sessions/{id}', `/api/auth/sessions/${own}`);
  const asRegistered = clientOf(system, tokens.accessToken);
  const another = { currentPassword: registered.password, newPassword: 'Nyare-2026-sound' };
  await asRegistered.ask('PUT', '/api/auth/password', { ...another, currentPassword: 'not the password' });
  await visit(asRegistered, 'PUT /api/auth/password', '/api/auth/password', another);
  await visit(nobody, 'POST /api/auth/password-reset', '/api/auth/password-reset', { email: registered.email });
  await visit(nobody, 'POST /api/auth/password-reset/confirm', '/api/auth/password-reset/confirm', {
    token: await linkFor(registered.email, 'password-reset', system),
    newPassword: 'Nyast-2026-sound',
  });
  await visit(nobody, 'POST /api/auth/verify-email', '/api/auth/verify-email', {
    token: await linkFor(registered.email, 'verification', system),
  });
  await visit(nobody, 'POST /api/auth/logout', '/api/auth/logout?all=true', { refreshToken });

  for (const [who, query] of [
    [admin, ''],
    [admin, '?userType=3'],
    [admin, '?q=ki'],
    [admin, `?customerId=${crewCompanyId}`],
    [admin, `?customerId=${crewCompanyId}&userType=3&q=ki`],
    [admin, '?userType=3&q=ki'],
    [organizer, ''],
    [seller, '?userType=3'],
    [seller, '?q=ki'],
  ] as const) {
    await visit(who, 'GET /api/users', `/api/users${query}`);
  }
  const invited = {
    email: 'inbjuden@thenorsound.example',
    name: 'Inga Bjuden',
    userType: 3,
    customerId: crewCompanyId,
  };
  const member = await visit(seller, 'POST /api/users', '/api/users', invited);
  await seller.ask('POST', '/api/users', invited);
  await visit(seller, 'GET /api/users/{id}', `/api/users/${member.id}`);
  for (const who of [admin, organizer, seller]) {
    for (const query of [
      '',
      '?category=musician&skill=drums',
      '?availableFrom=2028-01-01&availableTo=2028-01-02',
      '?skill=drums&availableFrom=2028-01-01&availableTo=2028-01-02',
    ]) {
      await visit(who, 'GET /api/users/crew', `/api/users/crew${query}`);
    }
  }
  await visit(admin, 'GET /api/users/{id}/permissions', `/api/users/${member.id}/permissions`);
  await visit(seller, 'GET /api/users/{id}/sensitive', `/api/users/${member.id}/sensitive`);
  await visit(seller, 'GET /api/users/customer/{customerId}', `/api/users/customer/${crewCompanyId}`);
  const slot = { startDate: '2028-01-01T08:00:00Z', endDate: '2028-01-02T08:00:00Z' };
  await visit(seller, 'PUT /api/users/{id}/availability', `/api/users/${member.id}/availability`, {
    ...slot,
    isAvailable: false,
  });
  await visit(seller, 'GET /api/users/{id}/availability', `/api/users/${member.id}/availability?date=2028-01-01`);
  await visit(seller, 'PUT /api/users/{id}', `/api/users/${member.id}`, { email: 'inga@thenorsound.example' });
  await visit(seller, 'PUT /api/users/{id}', `/api/users/${member.id}`, { isActive: false });
  await visit(admin, 'POST /api/ops/field-keys/re-encrypt', '/api/ops/field-keys/re-encrypt');
  await visit(admin, 'GET /api/users/{id}/export', `/api/users/${member.id}/export`);
  await visit(seller, 'DELETE /api/users/{id}', `/api/users/${member.id}`);
  await visit(admin, 'POST /api/users/{id}/erase', `/api/users/${member.id}/erase`);

  const company = await visit(
    admin,
    'POST /api/customers',
    '/api/customers',
    { name: 'Rundtur AB', orgNumber: '556036-0793', customerType: 1 },
    { 'idempotency-key': 'tour' },
  );
  await admin.ask('POST', '/api/customers', { name: 'Rundtur AB', orgNumber: '556036-0793', customerType: 1 });
  for (const query of ['', '?customerType=1', '?q=ru', '?customerType=1&q=ru']) {
    await visit(admin, 'GET /api/customers', `/api/customers${query}`);
  }
  await visit(organizer, 'GET /api/customers', '/api/customers');
  await visit(admin, 'GET /api/customers/{id}', `/api/customers/${companyId}`);
  await visit(admin, 'PUT /api/customers/{id}', `/api/customers/${company.id}`, { contact: 'Rut' });
  await visit(admin, 'GET /api/customers/{id}/details', `/api/customers/${companyId}/details`);
  await visit(admin, 'GET /api/customers/{id}/tariffs', `/api/customers/${companyId}/tariffs`);
  const tariff = { category: 'Musician', skill: 'Drums', timeType: 'Hour', amount: 510 };
  const priced = await visit(admin, 'POST /api/customers/{id}/tariffs', `/api/customers/${company.id}/tariffs`, tariff);
  await admin.ask('POST', `/api/customers/${company.id}/tariffs`, tariff);
  await visit(admin, 'PUT /api/tariffs/{tariffId}', `/api/tariffs/${priced.id}`, { amount: 520 });
  await visit(admin, 'DELETE /api/tariffs/{tariffId}', `/api/tariffs/${priced.id}`);
  await visit(admin, 'DELETE /api/customers/{id}', `/api/customers/${company.id}`);

  // Nobody is there: what they are told from here on cannot be delivered, and is tried again.
  const nowhere = { url: 'http://127.0.0.1:9/' };
  const hook = await visit(organizer, 'POST /api/webhooks', '/api/webhooks', nowhere);
  const everything = await visit(admin, 'POST /api/webhooks', '/api/webhooks', nowhere, { 'idempotency-key': 'tour' });
  for (const who of [organizer, admin]) await visit(who, 'GET /api/webhooks', '/api/webhooks');
  await visit(organizer, 'PUT /api/webhooks/{id}', `/api/webhooks/${hook.id}`, { rotateSecret: true });

  const concert = await scheduledConcert(organizer, 'Rundturen');
  visited.add('POST /api/events').add('PUT /api/events/{id}/status');
  for (const query of [
    '',
    '?status=Scheduled',
    '?q=ru',
    `?from=2026-01-01&to=2030-01-01`,
    '?status=Draft&q=ru&from=2026-01-01',
  ]) {
    await visit(admin, 'GET /api/events', `/api/events${query}`);
    await visit(organizer, 'GET /api/events', `/api/events${query}`);
    await visit(organizer, 'GET /api/customers/{cid}/events', `/api/customers/${companyId}/events`);
  }
  await visit(organizer, 'GET /api/events/calendar', '/api/events/calendar?month=12&year=2026');
  const range = 'startDate=2026-01-01&endDate=2030-01-01';
  await visit(organizer, 'GET /api/events/date-range', `/api/events/date-range?${range}`);
  for (const who of [admin, organizer]) await visit(who, 'GET /api/events/{id}', `/api/events/${concert.id}`);

  const price = `crewId=${drummer.user.id}&timeType=Hour&duration=2&eventId=${concert.id}`;
  await visit(organizer, 'GET /api/bookings/pricing', `/api/bookings/pricing?${price}`);
  const wish = { eventId: concert.id, crewId: drummer.user.id, startTime: concert.at(0), endTime: concert.at(2) };
  const first = await visit(organizer, 'POST /api/bookings', '/api/bookings', wish, { 'idempotency-key': 'tour' });
  await organizer.ask('POST', '/api/bookings', wish, { 'idempotency-key': 'tour' });
  await organizer.ask('POST', '/api/bookings', wish);
  await visit(drummer, 'PUT /api/bookings/{id}/confirm', `/api/bookings/${first.id}/confirm`);
  for (const who of [drummer, seller]) await visit(who, 'GET /api/events/{id}', `/api/events/${concert.id}`);
  await visit(drummer, 'GET /api/bookings/{id}', `/api/bookings/${first.id}`);
  for (const who of [drummer, seller, organizer]) {
    const feed = await visit<{ id: string; url: string }>(who, 'POST /api/calendar-feeds', '/api/calendar-feeds', {});
    await visit(who, 'GET /api/calendar-feeds', '/api/calendar-feeds');
    const address = new URL(feed.url).pathname;
    const calendar = await fetch(new URL(address, system.url));
    if (calendar.ok) visited.add('GET /calendar/{file}');
    await visit(who, 'DELETE /api/calendar-feeds/{id}', `/api/calendar-feeds/${feed.id}`);
  }
  await visit(organizer, 'GET /api/bookings/event/{eid}', `/api/bookings/event/${concert.id}`);
  await visit(drummer, 'GET /api/bookings/crew/{cid}', `/api/bookings/crew/${drummer.user.id}`);
  const period = 'startDate=2026-01-01&endDate=2030-01-01';
  await visit(drummer, 'GET /api/bookings/crew/{cid}', `/api/bookings/crew/${drummer.user.id}?${period}`);
  for (const [who, id] of [
    [organizer, companyId],
    [seller, crewCompanyId],
  ] as const) {
    for (const query of ['', '?status=Confirmed']) {
      await visit(who, 'GET /api/customers/{cid}/bookings', `/api/customers/${id}/bookings${query}`);
    }
    for (const query of ['', '?status=Issued']) {
      await visit(who, 'GET /api/customers/{cid}/invoices', `/api/customers/${id}/invoices${query}`);
    }
  }
  const invoice = await visit(seller, 'POST /api/bookings/{id}/invoice', `/api/bookings/${first.id}/invoice`, {});
  await visit(organizer, 'GET /api/invoices/{id}', `/api/invoices/${invoice.id}`);
  await visit(organizer, 'GET /api/invoices/{id}/pdf', `/api/invoices/${invoice.id}/pdf`);
  await visit(organizer, 'GET /api/invoices/{id}/preflight', `/api/invoices/${invoice.id}/preflight`);
  await visit(organizer, 'GET /api/invoices/{id}/ubl', `/api/invoices/${invoice.id}/ubl`);
  await visit(admin, 'GET /api/invoices/series', '/api/invoices/series');
  for (const query of ['format=sie', `format=csv&sellerId=${crewCompanyId}`]) {
    await visit(admin, 'GET /api/invoices/export', `/api/invoices/export?from=2026-01-01&to=2099-12-31&${query}`);
  }
  await visit(seller, 'PUT /api/invoices/{id}/status', `/api/invoices/${invoice.id}/status`, {
    newStatus: 'Paid',
    amount: 1,
  });
  await visit(admin, 'POST /api/payments/bgmax', '/api/payments/bgmax', bgMaxFile('54029681', [['2026000105', 1_00]]), {
    'content-type': 'text/plain',
  });
  await visit(seller, 'POST /api/invoices/{id}/credit', `/api/invoices/${invoice.id}/credit`, {
    reason: 'A mistake',
    lines: [{ line: 1, amount: 1 }],
  });

  const second = { ...wish, startTime: concert.at(3), endTime: concert.at(4) };
  const { id: cancelled } = await organizer.must(201, 'POST', '/api/bookings', second);
  await drummer.must(200, 'PUT', `/api/bookings/${cancelled}/confirm`);
  await visit(organizer, 'PUT /api/bookings/{id}/cancel', `/api/bookings/${cancelled}/cancel`, {
    cancellationReason: 'Shorter show',
  });
  const moved = { startTime: concert.at(3.5), endTime: concert.at(4.5) };
  const third = await organizer.must(201, 'POST', '/api/bookings', second);
  await visit(organizer, 'PUT /api/bookings/{id}', `/api/bookings/${third.id}`, moved);
  for (const [who, query] of [
    [organizer, ''],
    [admin, `&customerId=${companyId}`],
  ] as const) {
    const year = `startDate=${concert.at(0).slice(0, 10)}&endDate=${concert.at(300 * 24).slice(0, 10)}`;
    await visit(who, 'GET /api/reports/bookings', `/api/reports/bookings?${year}${query}`);
  }
  await visit(admin, 'GET /api/reports/overview', '/api/reports/overview?from=2027-01-01&to=2027-12-31');
  const over = { ...wish, startTime: concert.at(5), endTime: concert.at(6) };
  const { id: done } = await organizer.must(201, 'POST', '/api/bookings', over);
  await drummer.must(200, 'PUT', `/api/bookings/${done}/confirm`);
  // As if the evening were over.
  const ago = (ms: number) => ({ $date: new Date(Date.now() - ms).toISOString() });
  await system.data.run('updateOne', {
    collection: 'bookings',
    filter: { _id: { $oid: done } },
    update: { $set: { startTime: ago(3_601_000), endTime: ago(1_000) } },
  });
  await visit(organizer, 'PUT /api/bookings/{id}/complete', `/api/bookings/${done}/complete`);
  const ofTheEvent = `/api/events/${concert.id}/invoice`;
  // Whoever comes at the same moment finishes what another began, and finds nothing left.
  const asked = await Promise.all([1, 2, 3].map(() => seller.ask('POST', ofTheEvent)));
  const forAll = asked.find(({ status }) => status === 201)?.body;
  await seller.must(201, 'POST', `/api/invoices/${forAll?.id}/credit`, { reason: 'A mistake' });
  await visit(seller, 'POST /api/events/{id}/invoice', ofTheEvent);
  const dropped = await scheduledConcert(organizer, 'Blir inte av');
  await visit(organizer, 'PUT /api/events/{id}', `/api/events/${dropped.id}`, { location: 'Lund' });
  await visit(organizer, 'DELETE /api/events/{id}', `/api/events/${dropped.id}`);
  // Its live bookings go with a cancelled event, through the queue.
  const doomed = await scheduledConcert(organizer, 'Ställs in');
  const taken = { eventId: doomed.id, crewId: drummer.user.id, startTime: doomed.at(0), endTime: doomed.at(1) };
  const { id: withIt } = await organizer.must(201, 'POST', '/api/bookings', taken);
  await organizer.must(200, 'PUT', `/api/events/${doomed.id}/status`, { newStatus: 'Cancelled' });
  await eventually(async () => (await organizer.must(200, 'GET', `/api/bookings/${withIt}`))['status'] === 'Cancelled');

  const feed = await eventually(async () => {
    const { items } = await visit<{ items: Json[] }>(
      organizer,
      'GET /api/notifications',
      '/api/notifications?unread=true',
    );
    return items[0];
  });
  await visit(organizer, 'GET /api/notifications', '/api/notifications');
  await visit(organizer, 'PUT /api/notifications/{id}/read', `/api/notifications/${feed.id}/read`);

  await afterItsLastAttempt(hook.id, system);
  const deliveries = `/api/webhooks/${hook.id}/deliveries`;
  const { id: failed } = await eventually(async () => {
    await system.tick();
    const page = await visit<{ items: Json[] }>(
      organizer,
      'GET /api/webhooks/{id}/deliveries',
      `${deliveries}?status=failed`,
    );
    return page.items[0];
  }, 60_000);
  await visit(organizer, 'GET /api/webhooks/{id}/deliveries', deliveries);
  const replay = 'POST /api/webhooks/{id}/deliveries/{deliveryId}/replay';
  await visit(organizer, replay, `${deliveries}/${failed}/replay`, undefined, { 'idempotency-key': 'tour' });
  await aBacklog(failed, system);
  await system.tick();
  for (const [who, { id }] of [
    [organizer, hook],
    [admin, everything],
  ] as const) {
    await visit(who, 'DELETE /api/webhooks/{id}', `/api/webhooks/${id}`);
  }

  const actor = `actorId=${admin.user.id}`;
  const since = 'from=2026-01-01&to=2030-01-01';
  for (const query of [
    '',
    since,
    actor,
    'resource=booking',
    `resourceId=${first.id}`,
    `${actor}&resource=booking&resourceId=${first.id}&${since}`,
  ]) {
    await visit(admin, 'GET /api/audit', `/api/audit?${query}`);
  }
  const letterId = await aDeadLetter(system);
  await visit(admin, 'GET /api/ops/status', '/api/ops/status');
  await visit(admin, 'GET /api/ops/errors', '/api/ops/errors');
  await visit(admin, 'GET /api/ops/dead-letters', '/api/ops/dead-letters');
  await visit(admin, 'POST /api/ops/dead-letters/{id}/replay', `/api/ops/dead-letters/${letterId}/replay`);
  // It goes once its subscriber has it.
  await eventually(async () => {
    await system.tick();
    const page = await admin.must(200, 'GET', '/api/ops/dead-letters');
    return (page['items'] as Json[]).every(({ id }) => id !== letterId);
  }, 60_000);
  return visited;
}

/** So much for one webhook that the sweep asks what there is for others. */
async function aBacklog(deliveryId: string, { data }: System): Promise<void> {
  const found = await data.run('findOne', { collection: 'webhook_deliveries', filter: { _id: { $oid: deliveryId } } });
  if (!found.ok || !found.answer.document) throw new Error('there is no such delivery');
  const dueAt = { $date: new Date(0).toISOString() };
  const waiting = { ...found.answer.document, isReplay: true, status: 'pending', dueAt, attempts: [] };
  const documents = Array.from({ length: 120 }, () => ({ ...waiting, _id: { $oid: newId<WebhookDeliveryId>() } }));
  await data.run('insertMany', { collection: 'webhook_deliveries', documents });
}

/** As if days had passed: the next attempt of what is on its way to a webhook is its last, and due. */
async function afterItsLastAttempt(webhookId: string, { data }: System): Promise<void> {
  const at = { $date: new Date(0).toISOString() };
  const attempt = { at, durationMs: 1, status: 500, error: null, answer: null };
  await data.run('updateMany', {
    collection: 'webhook_deliveries',
    filter: { webhookId: { $oid: webhookId }, status: 'pending' },
    update: { $set: { attempts: Array.from({ length: 9 }, () => attempt), dueAt: at } },
  });
}

/** What two requests have in common when they differ in values alone. */
function shapeOf({ action, request }: { action: DataAction; request: Operation['request'] }): string {
  const { collection, ...rest } = request;
  const asked = rest as { filter?: Ejson; sort?: Ejson; pipeline?: Ejson };
  return `${collection}.${action} ${JSON.stringify([valueless(asked.filter), asked.sort, valueless(asked.pipeline)])}`;
}

function valueless(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [valueless(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, valueless(inner)]));
}

/** The key under which links in mails are made, so that the tour can follow one. */
const REFRESH_KEY = Buffer.alloc(32, 'a key for tests').toString('base64url');

/** The token of the newest link of its kind, as it is in the mail. */
async function linkFor(email: string, purpose: LinkPurpose, { data }: System): Promise<string> {
  const credentials = openCollection(data, { roundTrips: 0 }, 'credentials', StoredCredential);
  const credential = await credentials.findOne({ emailKey: email, live: true });
  if (!credential) throw new Error(`nobody has the email ${email}`);
  const link = { userId: credential._id, purpose, number: credential[counterOf[purpose]] };
  return (await linkTokensUnder(REFRESH_KEY).sign(link, new Date())).token;
}

function settings() {
  const workers = ['auth', 'users', 'customers', 'events', 'bookings', 'invoicing', 'notifications', 'operations'];
  return Object.fromEntries(
    workers.map((name) => [
      `thenorsound-${name}`,
      {
        SETTLE_AFTER_MS: '500',
        ...(name === 'auth' && { REFRESH_KEY }),
        ...(name === 'notifications' && { WEBHOOK_LOOPBACK: 'allowed' }),
      },
    ]),
  );
}
