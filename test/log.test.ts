import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD, seedDemo } from '../scripts/demo/seed.ts';
import { clientOf, scheduledConcert, signIn, type Client, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { startSystem, type System } from './support/system.ts';

/** As no other text in the system: what is found in the log is this person. */
const person = {
  firstName: 'Åsa-Klara',
  lastName: 'Gyllenspetz',
  name: 'Åsa-Klara Gyllenspetz',
  email: 'gyllenspetz.privat@thenorsound.example',
  password: 'Hemligt-Lösen-7391',
  phone: '+46701740612',
  socialSecurityNumber: '19811228-9874',
  bankAccount: { accountNumber: '7391846205', bankCode: '6639', holderName: 'A-K Gyllenspetz-Holm' },
};
const RECOGNISABLE = [
  /gyllenspetz/i,
  /åsa-?klara/i,
  /Hemligt-L/,
  /46?701740612/,
  /811228/,
  /7391846205/,
  /Privat anteckning/,
  /Privat anledning/,
  new RegExp(DEMO_PASSWORD),
  // The secret in the address of a calendar.
  /[/]calendar[/](?!\{file\})/,
  // A token, whole: of access, of refresh, in a link.
  /eyJ[\w-]{10,}[.]/,
  /Bearer /,
  /refreshToken=/,
];

let calendarSecret = '';

interface Line {
  what: string;
  worker?: string;
  [field: string]: unknown;
}

describe('the log of a journey', () => {
  let system: System;
  let lines: Line[];
  let drummer: Json;
  let traceId: string;

  beforeAll(async () => {
    system = await startSystem();
    await seedDemo(system.data, new Date());
    ({ drummer, traceId } = await journey(system));
    await system.tick();
    lines = await eventually(() => {
      const read = system.logs.flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Line] : []));
      const isSwept = read.some(({ what }) => what === 'sweep');
      return isSwept && createdHandledBy(read, traceId).length === 3 && read;
    }, 30_000);
  });
  afterAll(() => system.stop());

  it('has nothing of the person in it, nor anything to sign in with', () => {
    const log = system.logs.join('\n');
    for (const pattern of RECOGNISABLE) {
      expect
        .soft(
          log.split('\n').filter((line) => pattern.test(line)),
          String(pattern),
        )
        .toEqual([]);
    }
    // It is there in the first place: the drummer's id is not personal data, and everywhere.
    expect(log).toContain(drummer.id);
  });

  it('does not have the secret address of a calendar', () => {
    expect(calendarSecret).toMatch(/^[\w-]{43}$/);
    const routes = lines.filter(({ what }) => what === 'request').map((line) => line['route']);
    expect(routes).toContain('/calendar/{file}');
    expect(system.logs.filter((line) => line.includes(calendarSecret))).toEqual([]);
  });

  it('is JSON, a line an entry', () => {
    const others = system.logs.filter((line) => line.trim() !== '' && !line.startsWith('{'));
    expect(others).toEqual([]);
  });

  it('has one line for the request in each Worker that it went through, in one trace', () => {
    const ofRequest = lines.filter((line) => line['traceId'] === traceId);
    const requests = ofRequest.filter(({ what }) => what === 'request');
    expect(requests.map(({ worker }) => worker).toSorted()).toEqual(['bookings', 'gateway']);
    for (const request of requests) {
      expect(request).toMatchObject({
        method: 'POST',
        route: '/api/bookings',
        status: 201,
        actorId: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
        durationMs: expect.any(Number) as number,
        roundTrips: expect.any(Number) as number,
      });
    }
    expect(requests.find(({ worker }) => worker === 'bookings')?.['roundTrips']).toBeGreaterThan(0);
    const asked = ofRequest.filter(({ what }) => what === 'rpc').map(({ worker }) => worker);
    expect(new Set(asked)).toEqual(new Set([...asked, 'users', 'customers', 'events']));
  });

  it('has one line for each message that came of it, in the same trace, and one for the sweep', () => {
    const messages = lines.filter((line) => line['traceId'] === traceId && line.what === 'message');
    expect(createdHandledBy(lines, traceId).toSorted()).toEqual(['analytics', 'bookings', 'notifications']);
    for (const message of messages) {
      expect(message).toMatchObject({
        eventId: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
        attempts: expect.any(Number) as number,
        durationMs: expect.any(Number) as number,
        roundTrips: expect.any(Number) as number,
      });
    }
    const sweep = lines.find(({ what }) => what === 'sweep');
    expect(sweep).toMatchObject({ worker: 'gateway', failed: [], durationMs: expect.any(Number) as number });
    const swept = lines.filter(({ what, traceId: trace }) => what === 'rpc' && trace === sweep?.['traceId']);
    expect(swept.map(({ worker }) => worker)).toEqual(expect.arrayContaining(['auth', 'bookings', 'invoicing']));
  });
});

/** Whose Workers have handled the message that a booking was created in this trace. */
const createdHandledBy = (lines: readonly Line[], traceId: string): unknown[] =>
  lines
    .filter((line) => line.what === 'message' && line['traceId'] === traceId && line['outcome'] === 'handled')
    .filter((line) => line['type'] === 'booking.created')
    .map(({ worker }) => worker);

/** A person comes, is booked, is told, mistypes, is refused; everything of hers that a client can send was sent. */
async function journey(system: System): Promise<{ drummer: Json; traceId: string }> {
  const [organizer, seller] = await Promise.all(['organizer', 'crewcompany'].map((who) => signIn(system, who)));
  if (!organizer || !seller) throw new Error('somebody could not sign in');
  const { firstName: _first, lastName: _last, ...crew } = person;
  const drummer = await seller.must(201, 'POST', '/api/users', {
    ...crew,
    userType: 3,
    customerId: seller.user['customerId'],
    skills: [{ category: 'Musician', skill: 'Drums', yearsOfExperience: 20, proficiency: 'Expert' }],
  });
  const herself = await signIn(system, person.email, person.password);
  await herself.must(200, 'GET', `/api/users/${drummer.id}/sensitive`);
  await refused(system, herself);

  const { id: eventId, at } = await scheduledConcert(organizer, 'En konsert');
  const wish = { eventId, crewId: drummer.id, startTime: at(0), endTime: at(2), notes: 'Privat anteckning' };
  const made = await organizer.ask('POST', '/api/bookings', wish);
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { id } = made.body;
  await herself.must(200, 'PUT', `/api/bookings/${id}/confirm`);
  await organizer.must(200, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'Privat anledning' });
  await subscribed(system, herself);
  await herself.must(200, 'POST', '/api/auth/logout', {});
  return { drummer, traceId: String(made.headers.get('x-trace-id')) };
}

/** A calendar under its secret address, read, read wrongly, and revoked. */
async function subscribed(system: System, herself: Client): Promise<void> {
  const feed = await herself.must<Json & { url: string }>(201, 'POST', '/api/calendar-feeds', { name: person.name });
  const address = new URL(feed.url);
  calendarSecret = /[/]calendar[/](.+)[.]ics$/.exec(address.pathname)?.[1] ?? '';
  const read = async (path: string, method = 'GET') =>
    (await fetch(new URL(path, system.url), { method, headers: { traceparent: 'nonsense' } })).status;
  expect(await read(address.pathname)).toBe(200);
  expect(await read(`${address.pathname}/`)).toBe(404);
  expect(await read(`${address.pathname}?page=2`)).toBe(400);
  expect(await read(address.pathname.replace('.ics', '.ical'))).toBe(404);
  expect(await read(address.pathname, 'POST')).toBe(405);
  await herself.must(200, 'DELETE', `/api/calendar-feeds/${feed.id}`);
  expect(await read(address.pathname)).toBe(404);
}

/** What goes wrong is logged more than what goes well. */
async function refused(system: System, herself: Client): Promise<void> {
  const nobody = clientOf(system);
  const { email, password, firstName, lastName } = person;
  await nobody.ask('POST', '/api/auth/login', { email, password: `${password}?` });
  await nobody.ask('POST', '/api/auth/register', { email, password, firstName, lastName });
  await nobody.ask('POST', '/api/auth/password-reset', { email });
  await nobody.ask('POST', '/api/auth/login', `{"email": "${email}", "password": ${password}}`);
  await herself.ask(
    'GET',
    `/api/users?q=${encodeURIComponent(email)}&socialSecurityNumber=${person.socialSecurityNumber}`,
  );
  await herself.ask('GET', `/api/users/${encodeURIComponent(email)}`);
  await herself.ask('GET', `/api/${encodeURIComponent(person.name)}`);
  await herself.ask('PUT', `/api/users/${herself.user.id}`, {
    socialSecurityNumber: '811228-9875',
    phone: 'Gyllenspetz',
  });
  await herself.ask('POST', '/api/users', { ...person, userType: 3 });
}
