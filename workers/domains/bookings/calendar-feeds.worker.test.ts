import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import ICAL from 'ical.js';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { NEW_ID_HEADER } from '#shared/endpoint';
import { newId, type CalendarFeedId, type CustomerId, type UserId } from '#shared/ids';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { Env } from './deps.ts';
import { bookings } from './worker.ts';

const ask = asking(env.BOOKINGS_HTTP);
const askEvents = asking(env.EVENTS_HTTP);
const askUsers = asking(env.USERS_HTTP);

interface Party {
  customerId: CustomerId;
  manager: SignedIn;
}
let organizer: Party;
let company: Party;
let crewId: UserId;
let drummer: SignedIn;

beforeAll(async () => {
  const [someOrganizer, someCompany] = await Promise.all([anOrganizer(), aCrewCompany()]);
  organizer = { ...someOrganizer, manager: await aManager(someOrganizer.customerId, 'organizer') };
  company = { ...someCompany, manager: await aManager(someCompany.customerId, 'crewCompany') };
  ({ crewId, person: drummer } = await aCrewMember(company.customerId));
});

/** Somebody who is there: whose calendar it is, is asked for each time. */
async function aManager(customerId: CustomerId, role: 'organizer' | 'crewCompany'): Promise<SignedIn> {
  const email = `manager-${crypto.randomUUID()}@thenorsound.example`;
  const person = { email, userType: 2, customerId, firstName: 'Maja', lastName: 'Chef' };
  const made = await askUsers(admin, 'POST', '/api/users', person);
  expect(made.status).toBe(201);
  return actorOf(role, { userId: made.body['id'] as unknown as UserId, customerId });
}

interface Feed {
  id: CalendarFeedId;
  url: string;
}

async function aFeed(who: SignedIn, body: object = {}, headers = {}): Promise<Feed> {
  const made = await ask(who, 'POST', '/api/calendar-feeds', body, headers);
  expect(made.status).toBe(201);
  return made.body as unknown as Feed;
}

/** Asks as a calendar does: with the address and nothing else. */
const read = ({ url }: Pick<Feed, 'url'>, headers = {}) => env.BOOKINGS_HTTP.fetch(new Request(url, { headers }));

interface Shown {
  uid: string;
  sequence: number;
  status: string;
  summary: string;
  start: string;
  transparency: string;
}

/** What a calendar shows of an address, by start. */
async function shown(feed: Pick<Feed, 'url'>): Promise<Shown[]> {
  const answer = await read(feed);
  expect(answer.status).toBe(200);
  const entries = ICAL.Component.fromString(await answer.text()).getAllSubcomponents('vevent');
  const value = (entry: (typeof entries)[number], name: string) => String(entry.getFirstPropertyValue(name));
  return entries
    .map((entry) => ({
      uid: value(entry, 'uid'),
      sequence: Number(value(entry, 'sequence')),
      status: value(entry, 'status'),
      summary: value(entry, 'summary'),
      start: value(entry, 'dtstart'),
      transparency: value(entry, 'transp'),
    }))
    .toSorted((one, other) => one.start.localeCompare(other.start));
}

/** A Requested booking of an hour on an event of its own. */
async function aBooking(crew = crewId): Promise<{ id: string; eventId: string }> {
  const { eventId, at } = await anEvent(organizer.customerId);
  const wish = { eventId, crewId: crew, startTime: at(1), endTime: at(2), notes: '4 500 kr, ring 070-123 45 67' };
  const made = await ask(admin, 'POST', '/api/bookings', wish);
  expect(made.status).toBe(201);
  return { id: String(made.body['id']), eventId };
}

const uidOf = ({ id }: { id: string }) => `booking-${id}@thenorsound`;
const entryOf = async (feed: Feed, booking: { id: string }) =>
  (await shown(feed)).find(({ uid }) => uid === uidOf(booking));

describe('a calendar feed', () => {
  it('of a crew member shows their own bookings, and each change under the same UID with a higher SEQUENCE', async () => {
    const { crewId: own, person } = await aCrewMember(company.customerId);
    const booking = await aBooking(own);
    await aBooking();
    const feed = await aFeed(person);
    expect(await shown(feed)).toMatchObject([
      { uid: uidOf(booking), sequence: 0, status: 'TENTATIVE', summary: 'Förfrågan: Sommarscenen (Drums)' },
    ]);

    await ask(person, 'PUT', `/api/bookings/${booking.id}/confirm`);
    expect(await shown(feed)).toMatchObject([
      { sequence: 1, status: 'CONFIRMED', summary: 'Sommarscenen (Drums)', transparency: 'OPAQUE' },
    ]);
    await ask(person, 'PUT', `/api/bookings/${booking.id}/cancel`, { cancellationReason: 'Sjuk' });
    expect(await shown(feed)).toMatchObject([
      { sequence: 2, status: 'CANCELLED', summary: 'Avbokad: Sommarscenen (Drums)', transparency: 'TRANSPARENT' },
    ]);
  });

  it('of a crew company shows its crew’s bookings, with their names', async () => {
    const booking = await aBooking();
    const [feed, stranger] = await Promise.all([aFeed(company.manager), aCrewCompany()]);
    expect(await entryOf(feed, booking)).toMatchObject({
      summary: 'Förfrågan: Sommarscenen (Dag Trumslagare, Drums)',
      transparency: 'TRANSPARENT',
    });
    const other = await aFeed(await aManager(stranger.customerId, 'crewCompany'));
    expect(await shown(other)).toEqual([]);
  });

  it('of an organizer shows its events and who works on them, and nobody else’s', async () => {
    const booking = await aBooking();
    const [feed, stranger] = await Promise.all([aFeed(organizer.manager), anOrganizer()]);
    const entries = await shown(feed);
    const event = { uid: `event-${booking.eventId}@thenorsound`, summary: 'Utkast: Sommarscenen', status: 'TENTATIVE' };
    expect(entries).toContainEqual(expect.objectContaining(event));
    expect(entries).toContainEqual(expect.objectContaining({ uid: uidOf(booking) }));
    expect(await shown(await aFeed(await aManager(stranger.customerId, 'organizer')))).toEqual([]);
  });

  it('shows neither prices nor what people wrote in their own words', async () => {
    await aBooking();
    for (const who of [drummer, company.manager, organizer.manager]) {
      const text = await (await read(await aFeed(who))).text();
      const lines = text.replaceAll('\r\n ', '').split('\r\n');
      // Ids and times are made of digits, among which any number may be.
      const said = lines.filter((line) => !/^(UID|DTSTAMP|DTSTART|DTEND|CREATED|LAST-MODIFIED)[:;]/.test(line));
      expect(said.length).toBeGreaterThan(10);
      expect(said.join('\n')).not.toMatch(/kr|SEK|500|070|@/);
      expect(lines.join('\n')).not.toMatch(/@(?!thenorsound$)/m);
    }
  });

  it('names the event of a cancelled booking also when the event is deleted', async () => {
    const booking = await aBooking();
    const feed = await aFeed(drummer);
    await askEvents(admin, 'DELETE', `/api/events/${booking.eventId}`);
    await eventually(async () => (await entryOf(feed, booking))?.status === 'CANCELLED');
    expect((await entryOf(feed, booking))?.summary).toBe('Avbokad: Sommarscenen (Drums)');
    const ofOrganizer = await shown(await aFeed(organizer.manager));
    expect(ofOrganizer.map(({ uid }) => uid)).not.toContain(`event-${booking.eventId}@thenorsound`);
  });

  it('answers as RFC 5545 has it, in lines of at most 75 octets', async () => {
    await aBooking();
    const answer = await read(await aFeed(organizer.manager));
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-cache');
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let length = 0;
    bytes.forEach((byte, at) => {
      if (byte === 0x0a) expect(bytes[at - 1]).toBe(0x0d);
      if (byte === 0x0d) expect(length).toBeLessThanOrEqual(75);
      length = byte === 0x0a ? 0 : length + 1;
    });
    // Fatal: half a character would throw.
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
    expect(decoder.decode(bytes)).toContain('Förfrågan');
  });

  it('is not sent again while it is the same', async () => {
    const { crewId: own, person } = await aCrewMember(company.customerId);
    const booking = await aBooking(own);
    const feed = await aFeed(person);
    const etag = (await read(feed)).headers.get('etag') ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const again = await read(feed, { 'if-none-match': etag });
    expect([again.status, await again.text()]).toEqual([304, '']);
    await ask(person, 'PUT', `/api/bookings/${booking.id}/confirm`);
    expect((await read(feed, { 'if-none-match': etag })).status).toBe(200);
  });

  it('says that it cannot say where a colleague is away, and not that nothing is booked', async () => {
    await aBooking();
    const feed = await aFeed(drummer);
    for (const away of ['USERS', 'EVENTS'] as const) {
      const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error('the connection was lost')) });
      const bindings = { ...(env as unknown as Env), [away]: nobody };
      const answer = await bookings.fetch(new Request(feed.url), bindings, createExecutionContext());
      expect(answer.status).toBe(503);
    }
  });
});

describe('the secret address', () => {
  it('is shown once, and stored nowhere', async () => {
    const { person } = await aCrewMember(company.customerId);
    const feed = await aFeed(person, { name: 'Telefonen' });
    const secret = /^http:\/\/thenorsound[.]test\/calendar\/([\w-]{43})[.]ics$/.exec(feed.url)?.[1] ?? '';
    expect(secret).not.toBe('');
    const { body } = await ask(person, 'GET', '/api/calendar-feeds');
    expect(body).toEqual([
      { id: feed.id, name: 'Telefonen', lastReadOn: null, createdAt: expect.any(String) as string },
    ]);
    for (const collection of ['calendar_feeds', 'audit']) {
      const found = await env.DATA.run('find', { collection, filter: {} });
      expect(JSON.stringify(found)).not.toContain(secret);
    }
  });

  it('is no more than its owner’s own: a day is noted, and nobody else sees the feed', async () => {
    const { person } = await aCrewMember(company.customerId);
    const feed = await aFeed(person);
    await shown(feed);
    await eventually(async () => {
      const { body } = await ask(person, 'GET', '/api/calendar-feeds');
      return (body as unknown as { lastReadOn: string | null }[])[0]?.lastReadOn !== null;
    });
    expect((await ask(drummer, 'GET', '/api/calendar-feeds')).body).not.toContainEqual(
      expect.objectContaining({ id: feed.id }),
    );
    expect((await ask(drummer, 'DELETE', `/api/calendar-feeds/${feed.id}`)).status).toBe(404);
  });

  it('leads nowhere once it is revoked, exactly as one that never was', async () => {
    const [feed, other] = [await aFeed(drummer), await aFeed(drummer)];
    expect((await ask(drummer, 'DELETE', `/api/calendar-feeds/${feed.id}`)).body).toEqual({ success: true });
    const never = { url: `http://thenorsound.test/calendar/${'x'.repeat(43)}.ics` };
    const misspelt = { url: other.url.replace(/[.]ics$/, '') };
    const said = await Promise.all(
      [feed, never, misspelt].map(async (address) => {
        const answer = await read(address);
        const { error } = (await answer.json()) as { error: Record<string, unknown> };
        return { status: answer.status, ...error, timestamp: '', traceId: '' };
      }),
    );
    expect(said[0]).toMatchObject({ status: 404, code: 'NOT_FOUND' });
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
    expect((await read(other)).status).toBe(200);
    expect((await ask(drummer, 'DELETE', `/api/calendar-feeds/${feed.id}`)).status).toBe(404);
  });

  it('leads nowhere while its owner is inactive, and never again once they are deleted', async () => {
    const { crewId: own, person } = await aCrewMember(company.customerId);
    const feed = await aFeed(person);
    const setActive = (isActive: boolean) => askUsers(admin, 'PUT', `/api/users/${own}`, { isActive });
    expect((await setActive(false)).status).toBe(200);
    expect((await read(feed)).status).toBe(404);
    expect((await setActive(true)).status).toBe(200);
    expect((await read(feed)).status).toBe(200);
    expect((await askUsers(admin, 'DELETE', `/api/users/${own}`)).status).toBe(200);
    expect((await read(feed)).status).toBe(404);
  });

  it('is given ten times to one person, and again after one is revoked', async () => {
    const { person } = await aCrewMember(company.customerId);
    const feeds: Feed[] = [];
    for (let number = 0; number < 10; number += 1) feeds.push(await aFeed(person));
    expect((await ask(person, 'POST', '/api/calendar-feeds')).status).toBe(409);
    await ask(person, 'DELETE', `/api/calendar-feeds/${feeds[0]?.id}`);
    await aFeed(person);
  });

  it('is a new one where the answer with the first was lost', async () => {
    const { person } = await aCrewMember(company.customerId);
    const id = newId<CalendarFeedId>();
    const lost = await aFeed(person, {}, { [NEW_ID_HEADER]: id });
    const given = await aFeed(person, {}, { [NEW_ID_HEADER]: id });
    expect([lost.id, given.id]).toEqual([id, id]);
    expect((await read(lost)).status).toBe(404);
    expect((await read(given)).status).toBe(200);
  });

  it('goes when the person is erased', async () => {
    const { crewId: own, person } = await aCrewMember(company.customerId);
    const feed = await aFeed(person, { name: 'Ragnhilds telefon' });
    await askUsers(admin, 'DELETE', `/api/users/${own}`);
    await askUsers(admin, 'POST', `/api/users/${own}/erase`);
    const found = await env.DATA.run('find', { collection: 'calendar_feeds', filter: { _id: { $oid: feed.id } } });
    expect(JSON.stringify(found)).not.toContain('Ragnhild');
    expect(JSON.stringify(found)).not.toContain('"live":true');
  });
});
