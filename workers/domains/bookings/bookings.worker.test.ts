import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { Colleague } from '#shared/colleague';
import { oid } from '#shared/documents';
import { occurred } from '#shared/domain-events';
import { NEW_ID_HEADER } from '#shared/endpoint';
import { newId, type BookingId, type CustomerId, type EventId, type UserId } from '#shared/ids';
import { ask as askColleague } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, aDay, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { StoredBooking } from './booking.documents.ts';
import type { BookingView } from './booking.view.ts';
import { depsFrom, type Env } from './deps.ts';
import type { BookedBy, BookingsForColleagues } from './for-colleagues.ts';
import { handlers } from './handlers.ts';
import { bookings } from './worker.ts';

const ask = asking(env.BOOKINGS_HTTP);
const askEvents = asking(env.EVENTS_HTTP);
const unknown = '0123456789abcdef01234567';

let organizer: { customerId: CustomerId; manager: SignedIn };
let stranger: { customerId: CustomerId; manager: SignedIn };
let company: { customerId: CustomerId; manager: SignedIn };
let crewId: UserId;
let drummer: SignedIn;

beforeAll(async () => {
  [organizer, stranger, company] = await Promise.all([anOrganizer(), anOrganizer(), aCrewCompany()]);
  ({ crewId, person: drummer } = await aCrewMember(company.customerId));
});

interface Wish {
  eventId: string;
  crewId: string;
  startTime: string;
  endTime: string;
  [field: string]: unknown;
}

const depsOfOurOwn = () =>
  depsFrom(env as unknown as Env, {
    trace: traceFrom(null),
    meter: { roundTrips: 0 },
    now: () => new Date(),
    afterAnswer: () => undefined,
  });

async function stored(id: BookingId): Promise<StoredBooking> {
  const booking = await depsOfOurOwn().bookings.findOne({ _id: oid(id) });
  if (!booking) throw new Error('the booking is not there');
  return booking;
}

/** Asks the Worker while some of those it calls cannot be reached. */
function without(...colleagues: (keyof Env)[]) {
  const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error('the connection was lost')) });
  const bindings = Object.fromEntries(colleagues.map((name) => [name, nobody]));
  const context = createExecutionContext();
  return asking({
    fetch: async (request) => bookings.fetch(request, { ...(env as unknown as Env), ...bindings }, context),
  });
}

/** An event of the organizer's with the wish to book the drummer for its first two hours. */
async function aWish(customerId = organizer.customerId): Promise<Wish & { at: (hours: number) => string }> {
  const { eventId, at } = await anEvent(customerId);
  return Object.defineProperty({ eventId, crewId, startTime: at(0), endTime: at(2) } as never, 'at', { value: at });
}

async function booked(actor = organizer.manager): Promise<BookingView> {
  const { status, body } = await ask(actor, 'POST', '/api/bookings', await aWish());
  expect(status).toBe(201);
  return body as unknown as BookingView;
}

const idOf = (body: object): string => z.object({ id: z.string() }).parse(body).id;
const fieldsOf = (body: { error: { details: { field: string }[] } }) =>
  body.error.details.map(({ field }) => field).toSorted();

describe('creating a booking', () => {
  it('answers 201 with the booking, its price and its address', async () => {
    const wish = await aWish();
    const { status, body, headers } = await ask(organizer.manager, 'POST', '/api/bookings', {
      ...wish,
      startTime: wish.at(0),
      endTime: wish.at(80 / 60),
      notes: ' Own kit ',
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/bookings/${idOf(body)}`);
    expect(headers.get('etag')).toBe('"1"');
    expect(body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{24}$/),
      eventId: wish.eventId,
      crewId,
      crewCompanyId: company.customerId,
      customerId: organizer.customerId,
      bookingDate: wish.startTime.slice(0, 10),
      startTime: wish.startTime,
      endTime: wish.at(80 / 60),
      status: 'Requested',
      category: 'Musician',
      skill: 'Drums',
      timeType: 'Hour',
      rate: 500,
      units: 1.3333,
      totalAmount: 666.67,
      currency: 'SEK',
      notes: 'Own kit',
      cancellationReason: null,
      requestedBy: organizer.manager.userId,
      confirmedAt: null,
      completedAt: null,
      cancelledAt: null,
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
  });

  it('an administrator books onto anybody’s event, at the tariffs of its organizer', async () => {
    const { status, body } = await ask(admin, 'POST', '/api/bookings', await aWish());
    expect([status, body['rate'], body['customerId']]).toEqual([201, 500, organizer.customerId]);
  });

  it('names every bad field at once', async () => {
    const { status, body } = await ask(organizer.manager, 'POST', '/api/bookings', {
      eventId: 'x',
      startTime: '2027-01-01T12:00:00Z',
      endTime: '2027-01-01T12:00:00Z',
      timeType: 'Week',
      colour: 'red',
    });
    expect(status).toBe(400);
    expect(body.error.code).toBe('VALIDATION_ERROR');
    expect(fieldsOf(body)).toEqual(['colour', 'crewId', 'endTime', 'eventId', 'timeType']);
  });

  it.each([
    ['{"eventId": ', 400],
    [{ eventId: { $gt: '' }, crewId: { $ne: null } }, 400],
    [{}, 400],
  ])('refuses %j', async (body, status) => {
    expect((await ask(organizer.manager, 'POST', '/api/bookings', body)).status).toBe(status);
  });

  it('refuses a time without a zone, and one longer than 31 days', async () => {
    const wish = await aWish();
    const zoneless = await ask(organizer.manager, 'POST', '/api/bookings', {
      ...wish,
      startTime: wish.startTime.replace('Z', ''),
    });
    expect(fieldsOf(zoneless.body)).toEqual(['startTime']);
    const long = await ask(organizer.manager, 'POST', '/api/bookings', { ...wish, endTime: wish.at(32 * 24) });
    expect(fieldsOf(long.body)).toEqual(['endTime']);
  });

  it('refuses a time that is past, or farther from the event than a day, and a tariff that does not fit, together', async () => {
    const wish = await aWish();
    const { status, body } = await ask(organizer.manager, 'POST', '/api/bookings', {
      ...wish,
      startTime: '2026-01-01T12:00:00Z',
      endTime: '2026-01-01T14:00:00Z',
      skill: 'Mixing',
    });
    expect(status).toBe(400);
    expect(new Set(fieldsOf(body))).toEqual(new Set(['startTime', 'skill']));
    const after = await ask(organizer.manager, 'POST', '/api/bookings', { ...wish, endTime: wish.at(34.1) });
    expect(fieldsOf(after.body)).toEqual(['endTime']);
    const within = await ask(organizer.manager, 'POST', '/api/bookings', {
      ...wish,
      startTime: wish.at(-24),
      endTime: wish.at(34),
    });
    expect(within.status).toBe(201);
  });

  it('refuses crew for whose skills the organizer has no tariff: 400 on crewId', async () => {
    const rigger = await aCrewMember(company.customerId, [{ category: 'Rigger', skill: 'Truss' }]);
    const { status, body } = await ask(organizer.manager, 'POST', '/api/bookings', {
      ...(await aWish()),
      crewId: rigger.crewId,
    });
    expect([status, fieldsOf(body)]).toEqual([400, ['crewId']]);
  });

  it('takes the skill that is named, of several, ignoring case', async () => {
    const both = await anOrganizer([
      { category: 'Musician', skill: 'Drums', timeType: 'Hour', amount: 500 },
      { category: 'Technician', skill: 'Mixing', timeType: 'Day', amount: 4_000.5 },
    ]);
    const crew = await aCrewMember(company.customerId, [
      { category: 'Musician', skill: 'Drums' },
      { category: 'Technician', skill: 'Mixing' },
    ]);
    const wish = await aWish(both.customerId);
    const { body } = await ask(both.manager, 'POST', '/api/bookings', {
      ...wish,
      crewId: crew.crewId,
      category: 'technician',
      skill: 'MIXING',
      timeType: 2,
    });
    expect(body).toMatchObject({ category: 'Technician', timeType: 'Day', units: 1, totalAmount: 4_000.5 });
  });

  it('answers 404 for an event or crew member that is unknown or not the caller’s to book', async () => {
    const wish = await aWish();
    const asks: [SignedIn, object][] = [
      [organizer.manager, { ...wish, eventId: unknown }],
      [organizer.manager, { ...wish, crewId: unknown }],
      [stranger.manager, wish],
      [admin, { ...wish, eventId: unknown }],
    ];
    const answers = await Promise.all(asks.map(([actor, body]) => ask(actor, 'POST', '/api/bookings', body)));
    expect(answers.map(({ status, body }) => [status, body.error.message])).toEqual([
      [404, 'The event was not found'],
      [404, 'The crew member was not found'],
      [404, 'The event was not found'],
      [404, 'The event was not found'],
    ]);
  });

  it('answers 403 to whoever never books', async () => {
    const wish = await aWish();
    for (const actor of [company.manager, drummer, actorOf('unlinked')]) {
      expect((await ask(actor, 'POST', '/api/bookings', wish)).body.error.code).toBe('FORBIDDEN');
    }
    expect((await ask({ kind: 'anonymous' }, 'POST', '/api/bookings', wish)).status).toBe(401);
  });

  it('refuses an event that is over or cancelled: 409', async () => {
    const wish = await aWish();
    await askEvents(organizer.manager, 'PUT', `/api/events/${wish.eventId}/status`, { newStatus: 'Cancelled' });
    const { status, body } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
    expect([status, body.error.message]).toEqual([409, 'The event is Cancelled: nobody can be booked onto it']);
  });

  it('refuses a person who is busy, and says when, without saying with what', async () => {
    const wish = await aWish();
    await ask(organizer.manager, 'POST', '/api/bookings', wish);
    const theirs = await anEvent(stranger.customerId, wish.at);
    const { status, body } = await ask(stranger.manager, 'POST', '/api/bookings', {
      ...wish,
      eventId: theirs.eventId,
      startTime: wish.at(1),
      endTime: wish.at(3),
    });
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: 'CONFLICT',
      conflicts: [{ kind: 'booking', startTime: wish.startTime, endTime: wish.endTime }],
    });
  });

  it('refuses a time that the person has blocked', async () => {
    const wish = await aWish();
    const blocked = { startDate: wish.at(1), endDate: wish.at(5), isAvailable: false };
    const users = asking(env.USERS_HTTP);
    expect((await users(drummer, 'PUT', `/api/users/${crewId}/availability`, blocked)).status).toBe(200);
    const { body } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
    expect(body.error).toMatchObject({
      conflicts: [{ kind: 'unavailability', startTime: wish.at(1), endTime: wish.at(5) }],
    });
  });

  it('answers 404 for somebody whose calendar has been closed in the meantime: the person is leaving', async () => {
    const leaving = await aCrewMember(company.customerId);
    await env.DATA.run('updateOne', {
      collection: 'crew_calendars',
      filter: { _id: { $oid: leaving.crewId } },
      update: { $set: { open: false } },
    });
    const wish = { ...(await aWish()), crewId: leaving.crewId };
    const { status, body } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
    expect([status, body.error.message]).toEqual([404, 'The crew member was not found']);
  });

  it('takes back-to-back bookings', async () => {
    const wish = await aWish();
    const next = { ...wish, startTime: wish.at(2), endTime: wish.at(4) };
    const answers = await Promise.all([wish, next].map((one) => ask(organizer.manager, 'POST', '/api/bookings', one)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  });

  it('continues an earlier run with the same id: the booking stands, and is the answer', async () => {
    const wish = await aWish();
    const again = { [NEW_ID_HEADER]: newId<BookingId>() };
    const [first, second] = [
      await ask(organizer.manager, 'POST', '/api/bookings', wish, again),
      await ask(organizer.manager, 'POST', '/api/bookings', wish, again),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body).toEqual(first.body);
    expect(first.body['id']).toBe(again[NEW_ID_HEADER]);
  });
});

describe('confirming a booking', () => {
  it('is for the crew member, their company and administrators', async () => {
    for (const actor of [drummer, company.manager, admin]) {
      const { id } = await booked();
      const { status, body, headers } = await ask(actor, 'PUT', `/api/bookings/${id}/confirm`);
      expect([status, body['status'], headers.get('etag')]).toEqual([200, 'Confirmed', '"2"']);
      expect(body['confirmedAt']).toEqual(expect.any(String));
    }
  });

  it('is nobody else’s: 403 for an organizer, 404 for other crew and other companies', async () => {
    const { id } = await booked();
    const path = `/api/bookings/${id}/confirm`;
    expect((await ask(organizer.manager, 'PUT', path)).status).toBe(403);
    expect((await ask(actorOf('crew'), 'PUT', path)).status).toBe(404);
    expect((await ask(actorOf('crewCompany'), 'PUT', path)).status).toBe(404);
    expect((await ask(admin, 'PUT', `/api/bookings/${unknown}/confirm`)).status).toBe(404);
    expect((await ask(admin, 'PUT', '/api/bookings/UPPER/confirm')).status).toBe(400);
  });

  it('again answers 200 unchanged', async () => {
    const { id } = await booked();
    const first = await ask(drummer, 'PUT', `/api/bookings/${id}/confirm`);
    const second = await ask(company.manager, 'PUT', `/api/bookings/${id}/confirm`);
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it('of a cancelled booking is 409', async () => {
    const { id } = await booked();
    await ask(drummer, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'Ill' });
    const { status, body } = await ask(drummer, 'PUT', `/api/bookings/${id}/confirm`);
    expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
  });

  it('with a stale If-Match is 412 and changes nothing; with the present one it goes through', async () => {
    const { id } = await booked();
    const path = `/api/bookings/${id}/confirm`;
    expect((await ask(drummer, 'PUT', path, undefined, { 'if-match': '"7"' })).status).toBe(412);
    const { headers } = await ask(drummer, 'GET', `/api/bookings/${id}`);
    const etag = headers.get('etag') ?? '';
    expect(etag).toMatch(/^"1-[0-9a-f]+"$/);
    expect((await ask(drummer, 'PUT', path, undefined, { 'if-match': etag })).status).toBe(200);
  });

  it('and cancelling at once end in one state that both answers agree with', async () => {
    const { id } = await booked();
    const [confirmed, cancelled] = await Promise.all([
      ask(drummer, 'PUT', `/api/bookings/${id}/confirm`),
      ask(organizer.manager, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'Rain' }),
    ]);
    expect(cancelled.status).toBe(200);
    expect([200, 409]).toContain(confirmed.status);
    expect((await ask(admin, 'GET', `/api/bookings/${id}`)).body['status']).toBe('Cancelled');
  });
});

describe('cancelling a booking', () => {
  it('is for every party, and frees the time at once', async () => {
    for (const actor of [organizer.manager, drummer, company.manager, admin]) {
      const wish = await aWish();
      const { body: made } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
      const { status, body } = await ask(actor, 'PUT', `/api/bookings/${idOf(made)}/cancel`, {
        cancellationReason: ' The set is shorter ',
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({
        success: true,
        booking: { status: 'Cancelled', cancellationReason: 'The set is shorter', cancelledAt: expect.any(String) },
      });
      expect((await ask(organizer.manager, 'POST', '/api/bookings', wish)).status).toBe(201);
    }
  });

  it('wants a reason of 1 to 500 characters', async () => {
    const { id } = await booked();
    for (const body of [{}, { cancellationReason: ' ' }, { cancellationReason: 'x'.repeat(501) }]) {
      const answer = await ask(drummer, 'PUT', `/api/bookings/${id}/cancel`, body);
      expect([answer.status, fieldsOf(answer.body)]).toEqual([400, ['cancellationReason']]);
    }
  });

  it('again answers 200 unchanged, with the first reason', async () => {
    const { id } = await booked();
    const first = await ask(drummer, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'Ill' });
    const second = await ask(admin, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'Other' });
    expect([second.status, second.body]).toEqual([200, first.body]);
  });

  it('is not for strangers: 404', async () => {
    const { id } = await booked();
    for (const actor of [stranger.manager, actorOf('crew'), actorOf('crewCompany')]) {
      const answer = await ask(actor, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'No' });
      expect(answer.status).toBe(404);
    }
  });
});

describe('reading bookings', () => {
  it('shows a party the booking with its event and its crew member, and 304 while nothing has changed', async () => {
    const made = await booked();
    for (const actor of [organizer.manager, drummer, company.manager, admin]) {
      const { status, body, headers } = await ask(actor, 'GET', `/api/bookings/${made.id}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({
        ...made,
        event: { id: made.eventId, name: 'Sommarscenen' },
        crew: { id: crewId, name: 'Dag Trumslagare' },
      });
      const etag = headers.get('etag') ?? '';
      const again = await ask(actor, 'GET', `/api/bookings/${made.id}`, undefined, { 'if-none-match': etag });
      expect(again.status).toBe(304);
    }
    for (const actor of [stranger.manager, actorOf('crew'), actorOf('crewCompany')]) {
      expect((await ask(actor, 'GET', `/api/bookings/${made.id}`)).status).toBe(404);
    }
  });

  it('shows event and crew member as null while their Workers cannot be reached', async () => {
    const made = await booked();
    const { body, headers, status } = await without('EVENTS', 'USERS')(drummer, 'GET', `/api/bookings/${made.id}`);
    expect([status, body['event'], body['crew'], body['status']]).toEqual([200, null, null, 'Requested']);
    const whole = await ask(drummer, 'GET', `/api/bookings/${made.id}`);
    expect(headers.get('etag')).not.toBe(whole.headers.get('etag'));
  });

  it('is 503, with when to try again, where another Worker is needed', async () => {
    const wish = await aWish();
    const { status, body, headers } = await without('USERS')(organizer.manager, 'POST', '/api/bookings', wish);
    expect([status, body.error.code, headers.get('retry-after')]).toEqual([503, 'SERVICE_UNAVAILABLE', '2']);
  });

  it('lists those of an event to its organizer, by start, and not to others', async () => {
    const wish = await aWish();
    await ask(organizer.manager, 'POST', '/api/bookings', { ...wish, startTime: wish.at(4), endTime: wish.at(5) });
    await ask(organizer.manager, 'POST', '/api/bookings', wish);
    const path = `/api/bookings/event/${wish.eventId}`;
    for (const actor of [organizer.manager, admin]) {
      const { body } = await ask(actor, 'GET', path);
      expect((body as unknown as BookingView[]).map(({ startTime }) => startTime)).toEqual([wish.at(0), wish.at(4)]);
    }
    expect((await ask(stranger.manager, 'GET', path)).status).toBe(404);
    expect((await ask(admin, 'GET', `/api/bookings/event/${unknown}`)).status).toBe(404);
    expect((await ask(company.manager, 'GET', path)).status).toBe(403);
  });

  it('lists those of a crew member that overlap a period, half-open', async () => {
    const { crewId: other, person } = await aCrewMember(company.customerId);
    const wish = { ...(await aWish()), crewId: other };
    const { body: made } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
    const list = async (actor: SignedIn, query = '') =>
      (await ask(actor, 'GET', `/api/bookings/crew/${other}${query}`)).body as unknown as BookingView[];
    for (const actor of [person, company.manager, admin]) {
      expect((await list(actor)).map(({ id }) => id)).toEqual([made['id']]);
    }
    const touching = `?startDate=${wish.endTime}`;
    const before = `?endDate=${wish.startTime}`;
    const across = `?startDate=${wish.startTime}&endDate=${wish.endTime}`;
    expect([await list(admin, touching), await list(admin, before)]).toEqual([[], []]);
    expect(await list(admin, across)).toHaveLength(1);
    expect((await ask(drummer, 'GET', `/api/bookings/crew/${other}`)).status).toBe(404);
    expect((await ask(actorOf('crewCompany'), 'GET', `/api/bookings/crew/${other}`)).status).toBe(404);
    expect((await ask(admin, 'GET', `/api/bookings/crew/${unknown}`)).status).toBe(404);
    expect((await ask(organizer.manager, 'GET', `/api/bookings/crew/${other}`)).status).toBe(403);
    const wrong = await ask(admin, 'GET', `/api/bookings/crew/${other}?startDate=soon&colour=red`);
    expect(fieldsOf(wrong.body)).toEqual(['colour', 'startDate']);
  });

  it('pages those of a company, newest start first: an organizer’s own, a crew company’s crew’s', async () => {
    const own = await anOrganizer();
    const ids: string[] = [];
    for (const at of [aDay(), aDay(), aDay()]) {
      const { eventId } = await anEvent(own.customerId, at);
      const wish = { eventId, crewId, startTime: at(0), endTime: at(1) };
      ids.unshift(idOf((await ask(own.manager, 'POST', '/api/bookings', wish)).body));
    }
    await ask(drummer, 'PUT', `/api/bookings/${ids[0] ?? ''}/confirm`);
    const path = `/api/customers/${own.customerId}/bookings`;
    const page = await ask(own.manager, 'GET', `${path}?pageSize=2`);
    expect(page.body).toMatchObject({
      items: ids.slice(0, 2).map((id) => ({ id })),
      pageNumber: 1,
      pageSize: 2,
      totalCount: 3,
      totalPages: 2,
    });
    expect((await ask(admin, 'GET', `${path}?status=confirmed`)).body).toMatchObject({
      items: [{ id: ids[0] }],
      totalCount: 1,
    });
    const ofCrew = `/api/customers/${company.customerId}/bookings?pageSize=1`;
    for (const actor of [company.manager, admin]) {
      expect((await ask(actor, 'GET', ofCrew)).body['totalCount']).toBeGreaterThanOrEqual(3);
    }
    expect((await ask(stranger.manager, 'GET', path)).status).toBe(404);
    expect((await ask(admin, 'GET', `/api/customers/${unknown}/bookings`)).status).toBe(404);
    expect((await ask(drummer, 'GET', path)).status).toBe(403);
  });
});

describe('the price of a crew member', () => {
  const priced = (actor: SignedIn, query: string) =>
    ask(actor, 'GET', `/api/bookings/pricing?crewId=${crewId}${query}`);

  it('is the rate times the duration, with 25 % VAT shown, at the caller’s own tariffs, and writes nothing', async () => {
    const { status, body } = await priced(organizer.manager, '&timeType=hour&duration=1.3333');
    expect(status).toBe(200);
    expect(body).toEqual({
      crewId,
      category: 'Musician',
      skill: 'Drums',
      timeType: 'Hour',
      rate: 500,
      duration: 1.3333,
      totalAmount: 666.67,
      vat: 166.67,
      totalWithVat: 833.34,
      currency: 'SEK',
    });
  });

  it('is asked for an organizer or an event', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    const hour = '&timeType=1&duration=2';
    expect((await priced(admin, `${hour}&eventId=${eventId}`)).body['totalAmount']).toBe(1_000);
    expect((await priced(admin, `${hour}&customerId=${organizer.customerId}`)).body['totalAmount']).toBe(1_000);
    expect(fieldsOf((await priced(admin, hour)).body)).toEqual(['customerId']);
    const contradicting = `${hour}&eventId=${eventId}&customerId=${stranger.customerId}`;
    expect(fieldsOf((await priced(admin, contradicting)).body)).toEqual(['customerId']);
  });

  it('takes no duration for an event as a whole', async () => {
    const flat = await anOrganizer([{ category: 'Musician', skill: 'Drums', timeType: 'Event', amount: 9_000 }]);
    const { body } = await priced(flat.manager, '&timeType=Event&duration=7');
    expect(body).toMatchObject({ duration: 1, totalAmount: 9_000, totalWithVat: 11_250 });
  });

  it('is refused with the field: no tariff, no such skill, no duration or one too long', async () => {
    const fields = async (query: string) => fieldsOf((await priced(organizer.manager, query)).body);
    expect(await fields('&timeType=Day&duration=1')).toEqual(['crewId']);
    expect(await fields('&timeType=Hour&duration=1&skill=Bass')).toEqual(['skill']);
    expect(await fields('&timeType=Hour')).toEqual(['duration']);
    expect(await fields('&timeType=Hour&duration=745')).toEqual(['duration']);
    expect(await fields('&timeType=Hour&duration=0')).toEqual(['duration']);
    expect(await fields('&timeType=Week&duration=1.23456&extra=1')).toEqual(['duration', 'extra', 'timeType']);
  });

  it('is 404 for what is unknown or foreign, and 403 for whoever never books', async () => {
    const hour = '&timeType=Hour&duration=1';
    const { eventId } = await anEvent(stranger.customerId);
    const statuses = await Promise.all([
      priced(organizer.manager, `${hour}&customerId=${stranger.customerId}`),
      priced(organizer.manager, `${hour}&eventId=${eventId}`),
      priced(admin, `${hour}&customerId=${unknown}`),
      priced(admin, `${hour}&eventId=${unknown}`),
      ask(organizer.manager, 'GET', `/api/bookings/pricing?crewId=${unknown}${hour}`),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await priced(drummer, hour)).status).toBe(403);
  });
});

describe('bookings follow their event', () => {
  it('are cancelled, and their time freed, when it is cancelled', async () => {
    const wish = await aWish();
    const { body: made } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
    const { body: other } = await ask(organizer.manager, 'POST', '/api/bookings', {
      ...wish,
      startTime: wish.at(4),
      endTime: wish.at(5),
    });
    await ask(drummer, 'PUT', `/api/bookings/${idOf(other)}/confirm`);
    await askEvents(organizer.manager, 'PUT', `/api/events/${wish.eventId}/status`, { newStatus: 'cancelled' });
    for (const id of [made, other].map(idOf)) {
      const cancelled = await eventually(async () => {
        const { body } = await ask(admin, 'GET', `/api/bookings/${id}`);
        return body['status'] === 'Cancelled' && body;
      });
      expect(cancelled).toMatchObject({ cancellationReason: 'The event was cancelled' });
    }
    const { eventId } = await anEvent(organizer.customerId, wish.at);
    const freed = await ask(organizer.manager, 'POST', '/api/bookings', { ...wish, eventId, endTime: wish.at(6) });
    expect(freed.status).toBe(201);
  });

  it('are cancelled a bounded number at a time, the rest when the message comes again', async () => {
    const made = await booked();
    const deps = { ...depsOfOurOwn(), publish: () => undefined };
    const booking = await stored(made.id);
    const eventId = newId<EventId>();
    for (let copies = 0; copies < 51; copies += 1) {
      await deps.bookings.insert({ ...booking, _id: newId<BookingId>(), eventId });
    }
    const live = () => deps.bookings.count({ eventId: oid(eventId), status: { $in: [1, 2] } });
    const deleted = { ...occurred('event.deleted', { eventId }, { now: new Date(), traceId: '1'.repeat(32) }) };
    const heard = () => handlers['event.deleted']({ ...deleted, type: 'event.deleted', data: { eventId } }, deps);
    await expect(heard()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await live()).toBe(1);
    await heard();
    expect(await live()).toBe(0);
    await heard();
  });

  it('made while the event was being cancelled are cancelled when that is noticed', async () => {
    const made = await booked();
    await env.DATA.run('updateOne', {
      collection: 'events',
      filter: { _id: { $oid: made.eventId } },
      update: { $set: { live: false } },
    });
    const { outbox } = await stored(made.id);
    await depsOfOurOwn().queues.bookings.sendBatch(
      outbox.filter(({ type }) => type === 'booking.created').map((body) => ({ body: { ...body, id: newId() } })),
    );
    await eventually(async () => (await stored(made.id)).cancellationReason === 'The event was deleted');
  });

  it('are shown with the event as null when it is gone', async () => {
    const made = await booked();
    await env.DATA.run('updateOne', {
      collection: 'events',
      filter: { _id: { $oid: made.eventId } },
      update: { $set: { live: false } },
    });
    const { body } = await ask(drummer, 'GET', `/api/bookings/${made.id}`);
    expect([body['event'], body['id']]).toEqual([null, made.id]);
  });
});

describe('what bookings do for the other Workers', () => {
  const { BOOKINGS: colleague } = env as unknown as { BOOKINGS: Colleague<BookingsForColleagues> };

  it('tells who has a booking on an event that is not cancelled', async () => {
    const made = await booked();
    const on = (who: BookedBy) => askColleague('bookings', colleague.hasBookingOn('', made.eventId, who));
    expect(await on({ crewId })).toBe(true);
    expect(await on({ crewCompanyId: company.customerId })).toBe(true);
    expect(await on({ crewId: newId<UserId>() })).toBe(false);
    await ask(drummer, 'PUT', `/api/bookings/${made.id}/cancel`, { cancellationReason: 'Ill' });
    expect([await on({ crewId }), await on({ crewCompanyId: company.customerId })]).toEqual([false, false]);
  });

  it('gives a booking without its bookkeeping, and null for an unknown one', async () => {
    const made = await booked();
    const given = await askColleague('bookings', colleague.booking('', made.id));
    expect(given).toMatchObject({ _id: made.id, totalOre: 1_000_00, units: 2, version: 1 });
    expect(given).not.toHaveProperty('outbox');
    expect(await askColleague('bookings', colleague.booking('', newId<BookingId>()))).toBeNull();
    expect(await askColleague('bookings', colleague.bookingsOfEvent('', made.eventId))).toEqual([
      {
        bookingId: made.id,
        crewId,
        startTime: new Date(made.startTime),
        endTime: new Date(made.endTime),
        status: 'Requested',
        cancelledAt: null,
      },
    ]);
  });
});
