import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { Colleague } from '#shared/colleague';
import { NEW_ID_HEADER } from '#shared/endpoint';
import { newId, type CustomerId, type EventId, type UserId } from '#shared/ids';
import { ask as askColleague } from '#shared/reply';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, aDay, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { depsFrom, type Env } from './deps.ts';
import type { EventView } from './event.view.ts';
import type { EventsForColleagues } from './for-colleagues.ts';
import { events } from './worker.ts';

const ask = asking(env.EVENTS_HTTP);
const askBookings = asking(env.BOOKINGS_HTTP);
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

/** Asks the Worker while another one that it calls cannot be reached. */
function without(colleague: keyof Env) {
  const nobody = new Proxy({}, { get: () => () => Promise.reject(new Error('the connection was lost')) });
  const bindings = { ...(env as unknown as Env), [colleague]: nobody };
  const context = createExecutionContext();
  return asking({ fetch: async (request) => events.fetch(request, bindings, context) });
}

const aConcert = (at = aDay()) => ({
  customerId: organizer.customerId,
  name: ' Sommarscenen ',
  startDate: at(0),
  endDate: at(5),
});
const idOf = (body: object): string => z.object({ id: z.string() }).parse(body).id;
const fieldsOf = (body: { error: { details: { field: string }[] } }) =>
  body.error.details.map(({ field }) => field).toSorted();
const namesOf = (body: object) =>
  z
    .object({ items: z.array(z.object({ name: z.string() })) })
    .parse(body)
    .items.map(({ name }) => name);

describe('creating an event', () => {
  it('answers 201 with the Draft, its address and its version', async () => {
    const wish = {
      ...aConcert(),
      description: 'Two stages',
      location: 'Göteborg',
      eventType: 'festival',
      details: { performer: 'The Norsemen', stage: 'Main', audience: 5_000, equipment: ['PA', 'Drum riser'] },
      projectNumber: 'P-2026-17',
    };
    const { status, body, headers } = await ask(organizer.manager, 'POST', '/api/events', wish);
    expect(status).toBe(201);
    expect([headers.get('location'), headers.get('etag')]).toEqual([`/api/events/${idOf(body)}`, '"1"']);
    expect(body).toEqual({
      ...wish,
      id: expect.any(String),
      name: 'Sommarscenen',
      eventType: 'Festival',
      status: 'Draft',
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
  });

  it('needs no more than customer, name and time', async () => {
    const { body } = await ask(admin, 'POST', '/api/events', { ...aConcert(), eventType: 4 });
    expect(body).toMatchObject({
      description: null,
      eventType: 'Private',
      details: { performer: null, stage: null, audience: null, equipment: [] },
      projectNumber: null,
    });
  });

  it('names every bad field at once', async () => {
    const { status, body } = await ask(organizer.manager, 'POST', '/api/events', {
      name: 'x'.repeat(201),
      startDate: '2027-01-01T12:00:00Z',
      endDate: '2027-01-01T12:00:00Z',
      eventType: 'Wedding',
      details: { audience: -1, lights: true },
      colour: 'red',
    });
    expect(status).toBe(400);
    expect(fieldsOf(body)).toEqual([
      'colour',
      'customerId',
      'details.audience',
      'details.lights',
      'endDate',
      'eventType',
      'name',
    ]);
  });

  it('lasts at most 92 days', async () => {
    const at = aDay();
    const lasting = (days: number) =>
      ask(organizer.manager, 'POST', '/api/events', { ...aConcert(at), endDate: at(24 * days) });
    expect((await lasting(92)).status).toBe(201);
    expect(fieldsOf((await lasting(92.01)).body)).toEqual(['endDate']);
  });

  it('is refused on the field for a customer who is unknown, no organizer, or not the caller’s', async () => {
    const wish = aConcert();
    const asks: [SignedIn, string][] = [
      [admin, unknown],
      [admin, company.customerId],
      [organizer.manager, stranger.customerId],
      [organizer.manager, unknown],
    ];
    const answers = await Promise.all(
      asks.map(([actor, customerId]) => ask(actor, 'POST', '/api/events', { ...wish, customerId })),
    );
    for (const { status, body } of answers) {
      expect([status, body.error.details]).toEqual([
        400,
        [{ field: 'customerId', message: 'is not a known event organizer' }],
      ]);
    }
  });

  it('is not for crew, crew companies and strangers', async () => {
    for (const actor of [drummer, company.manager, actorOf('unlinked')]) {
      expect((await ask(actor, 'POST', '/api/events', aConcert())).status).toBe(403);
    }
    expect((await ask({ kind: 'anonymous' }, 'POST', '/api/events', aConcert())).status).toBe(401);
  });

  it('again with the same id is the same event', async () => {
    const wish = aConcert();
    const again = { [NEW_ID_HEADER]: newId<EventId>() };
    const first = await ask(organizer.manager, 'POST', '/api/events', wish, again);
    const second = await ask(organizer.manager, 'POST', '/api/events', wish, again);
    expect([second.status, second.body]).toEqual([201, first.body]);
  });

  it('that came too late, for the customer is gone, is cancelled', async () => {
    const gone = await anOrganizer();
    const { eventId } = await anEvent(gone.customerId);
    await env.DATA.run('updateOne', {
      collection: 'customers',
      filter: { _id: { $oid: gone.customerId } },
      update: { $set: { live: false } },
    });
    const late = newId<EventId>();
    const deps = depsFrom(env as unknown as Env, {
      trace: { traceId: '1'.repeat(32), traceparent: '' },
      meter: { roundTrips: 0 },
      now: () => new Date(),
      afterAnswer: () => undefined,
    });
    const event = await deps.events.findOne({ _id: { $oid: eventId } });
    if (!event) throw new Error('the event is not there');
    const [created] = event.outbox;
    await deps.events.insert({
      ...event,
      _id: late,
      outbox: created ? [{ ...created, id: newId(), data: { ...created.data, eventId: late } }] : [],
    });
    const { outbox } = (await deps.events.findOne({ _id: { $oid: late } })) ?? { outbox: [] };
    await deps.queues.events.sendBatch(outbox.map((body) => ({ body })));
    await eventually(async () => {
      const { body } = await ask(admin, 'GET', `/api/events/${late}`);
      return body['status'] === 'Cancelled';
    });
  });
});

describe('changing the state of an event', () => {
  const put = (id: string, newStatus: unknown, actor = organizer.manager, headers = {}) =>
    ask(actor, 'PUT', `/api/events/${id}/status`, { newStatus }, headers);

  it('goes on step by step, by name or by number', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    for (const [asked, status] of [
      ['scheduled', 'Scheduled'],
      [3, 'InProgress'],
      ['Completed', 'Completed'],
    ]) {
      const answer = await put(eventId, asked);
      expect([answer.status, answer.body['status']]).toEqual([200, status]);
    }
    expect((await put(eventId, 'Cancelled')).status).toBe(409);
  });

  it('refuses a step that there is not: 409, and a state that there is not: 400', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    expect((await put(eventId, 'Completed')).body.error.message).toBe('The event is Draft and cannot become Completed');
    expect(fieldsOf((await put(eventId, 'Open')).body)).toEqual(['newStatus']);
  });

  it('asked for again is 200 unchanged', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    const first = await put(eventId, 'Scheduled');
    const second = await put(eventId, 'Scheduled');
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect([first, second].map(({ headers }) => headers.get('etag'))).toEqual(['"2"', '"2"']);
  });

  it('with a stale If-Match is 412', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    expect((await put(eventId, 'Scheduled', organizer.manager, { 'if-match': '"9"' })).status).toBe(412);
    expect((await put(eventId, 'Scheduled', organizer.manager, { 'if-match': '"1-abc"' })).status).toBe(200);
  });

  it('by two at once lets both end in one state', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    const answers = await Promise.all([put(eventId, 'Scheduled'), put(eventId, 'Cancelled', admin)]);
    const { body } = await ask(admin, 'GET', `/api/events/${eventId}`);
    expect(body['status']).toBe('Cancelled');
    expect(answers.map(({ status }) => status).toSorted()).toSatisfy(
      (statuses: number[]) => statuses[0] === 200 && [200, 409].includes(statuses[1] ?? 0),
    );
  });

  it('is its organizer’s alone', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    expect((await put(eventId, 'Scheduled', stranger.manager)).status).toBe(404);
    expect((await put(unknown, 'Scheduled', admin)).status).toBe(404);
    expect((await put(eventId, 'Scheduled', drummer)).status).toBe(403);
  });
});

describe('reading an event', () => {
  it('shows who is booked on it, to those who may see it, and 304 while nothing has changed', async () => {
    const { eventId, at } = await anEvent(organizer.customerId);
    const wish = { eventId, crewId, startTime: at(0), endTime: at(2) };
    const booking = idOf((await askBookings(organizer.manager, 'POST', '/api/bookings', wish)).body);
    for (const actor of [organizer.manager, admin, drummer, company.manager]) {
      const { status, body, headers } = await ask(actor, 'GET', `/api/events/${eventId}`);
      expect(status).toBe(200);
      expect(body['assignedCrew']).toEqual([
        {
          bookingId: booking,
          crewId,
          name: 'Dag Trumslagare',
          startTime: at(0),
          endTime: at(2),
          status: 'Requested',
        },
      ]);
      const etag = headers.get('etag') ?? '';
      expect(etag).toMatch(/^"1-[0-9a-f]+"$/);
      const again = await ask(actor, 'GET', `/api/events/${eventId}`, undefined, { 'if-none-match': etag });
      expect(again.status).toBe(304);
    }
    for (const actor of [stranger.manager, actorOf('crew'), actorOf('crewCompany')]) {
      expect((await ask(actor, 'GET', `/api/events/${eventId}`)).status).toBe(404);
    }
    await askBookings(drummer, 'PUT', `/api/bookings/${booking}/cancel`, { cancellationReason: 'Ill' });
    expect((await ask(admin, 'GET', `/api/events/${eventId}`)).body['assignedCrew']).toEqual([]);
    expect((await ask(drummer, 'GET', `/api/events/${eventId}`)).status).toBe(404);
  });

  it('shows the event without its crew while bookings or users cannot be reached; who reads it by a booking must wait', async () => {
    const { eventId, at } = await anEvent(organizer.customerId);
    await askBookings(organizer.manager, 'POST', '/api/bookings', {
      eventId,
      crewId,
      startTime: at(0),
      endTime: at(2),
    });
    for (const missing of ['BOOKINGS', 'USERS'] as const) {
      const { status, body } = await without(missing)(organizer.manager, 'GET', `/api/events/${eventId}`);
      expect([status, body['assignedCrew']]).toEqual([200, null]);
    }
    expect((await without('BOOKINGS')(drummer, 'GET', `/api/events/${eventId}`)).status).toBe(503);
  });

  it('is 404 for an unknown one, 400 for what is no id, 403 for whoever has nothing to do with events', async () => {
    expect((await ask(admin, 'GET', `/api/events/${unknown}`)).status).toBe(404);
    expect(fieldsOf((await ask(admin, 'GET', '/api/events/xyz')).body)).toEqual(['id']);
    expect((await ask(actorOf('unlinked'), 'GET', `/api/events/${unknown}`)).status).toBe(403);
  });
});

describe('listing events', () => {
  let own: { customerId: CustomerId; manager: SignedIn };
  let times: ((hours: number) => string)[];

  beforeAll(async () => {
    own = await anOrganizer();
    times = [aDay(), aDay(), aDay()];
    for (const [place, name] of ['Sommar A', 'Vinter', 'sommar B'].entries()) {
      const at = times[place] ?? aDay();
      const wish = { ...aConcert(at), customerId: own.customerId, name };
      const id = idOf((await ask(own.manager, 'POST', '/api/events', wish)).body);
      if (name === 'Vinter') await ask(own.manager, 'PUT', `/api/events/${id}/status`, { newStatus: 'Scheduled' });
    }
  });

  const hour = (place: number, hours: number) => encodeURIComponent(times[place]?.(hours) ?? '');

  it('shows an organizer their own, newest start first, in pages', async () => {
    const { body } = await ask(own.manager, 'GET', '/api/events?pageSize=2');
    expect(body).toMatchObject({ pageNumber: 1, pageSize: 2, totalCount: 3, totalPages: 2 });
    expect(namesOf(body)).toEqual(['sommar B', 'Vinter']);
    const past = await ask(own.manager, 'GET', '/api/events?pageSize=2&pageNumber=9');
    expect(past.body).toMatchObject({ items: [], totalCount: 3 });
    expect((await ask(admin, 'GET', '/api/events')).body['totalCount']).toBeGreaterThan(3);
  });

  it('narrows by state, by the beginning of the name, and by what overlaps a half-open period', async () => {
    const list = async (query: string) => namesOf((await ask(own.manager, 'GET', `/api/events?${query}`)).body);
    expect(await list('status=scheduled')).toEqual(['Vinter']);
    expect(await list('q=SOMMAR')).toEqual(['sommar B', 'Sommar A']);
    expect(await list('q=mmar')).toEqual([]);
    expect(await list(`from=${hour(1, 0)}&to=${hour(1, 5)}`)).toEqual(['Vinter']);
    expect(await list(`from=${hour(1, 5)}`)).toEqual(['sommar B']);
    expect(await list(`to=${hour(1, 0)}`)).toEqual(['Sommar A']);
    expect(await list(`from=${hour(0, 4.9)}&to=${hour(2, 0.1)}&status=1&q=s`)).toEqual(['sommar B', 'Sommar A']);
  });

  it('of a customer is for its own people, and 404 for an unknown or foreign one', async () => {
    const path = `/api/customers/${own.customerId}/events`;
    for (const actor of [own.manager, admin]) {
      expect(namesOf((await ask(actor, 'GET', path)).body)).toEqual(['sommar B', 'Vinter', 'Sommar A']);
    }
    expect((await ask(stranger.manager, 'GET', path)).status).toBe(404);
    expect((await ask(admin, 'GET', `/api/customers/${unknown}/events`)).status).toBe(404);
    expect((await ask(company.manager, 'GET', path)).status).toBe(403);
  });

  it('refuses what it does not know', async () => {
    const { status, body } = await ask(admin, 'GET', '/api/events?status=Open&from=soon&pageSize=101&sort=name');
    expect([status, fieldsOf(body)]).toEqual([400, ['from', 'pageSize', 'sort', 'status']]);
    expect(fieldsOf((await ask(admin, 'GET', '/api/events?from=2026-12-05&to=2026-12-05')).body)).toEqual(['to']);
  });
});

it('gives other Workers an event without its bookkeeping, those that are there of several, and null for a deleted one', async () => {
  const { EVENTS } = env as unknown as { EVENTS: Colleague<EventsForColleagues> };
  const [one, other] = await Promise.all([anEvent(organizer.customerId), anEvent(organizer.customerId)]);
  const given = await askColleague('events', EVENTS.event('', one.eventId));
  expect(given).toMatchObject({ _id: one.eventId, customerId: organizer.customerId, status: 'Draft' } satisfies Partial<
    Record<keyof EventView | '_id', unknown>
  >);
  expect(given).not.toHaveProperty('outbox');
  await env.DATA.run('updateOne', {
    collection: 'events',
    filter: { _id: { $oid: one.eventId } },
    update: { $set: { live: false } },
  });
  expect(await askColleague('events', EVENTS.event('', one.eventId))).toBeNull();
  const several = await askColleague('events', EVENTS.events('', [one.eventId, other.eventId, newId<EventId>()]));
  expect(several.map(({ _id }) => _id)).toEqual([other.eventId]);
  expect(await askColleague('events', EVENTS.events('', []))).toEqual([]);
  expect(await askColleague('events', EVENTS.sweep(''))).toBe(true);
});
