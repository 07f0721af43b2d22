import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { SignedIn } from '#shared/actor';
import type { CustomerId, UserId } from '#shared/ids';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';

const ask = asking(env.EVENTS_HTTP);
const askBookings = asking(env.BOOKINGS_HTTP);
const unknown = '0123456789abcdef01234567';

let organizer: { customerId: CustomerId; manager: SignedIn };
let stranger: { customerId: CustomerId; manager: SignedIn };
let crewId: UserId;
let drummer: SignedIn;

beforeAll(async () => {
  const [own, other, company] = await Promise.all([anOrganizer(), anOrganizer(), aCrewCompany()]);
  [organizer, stranger] = [own, other];
  ({ crewId, person: drummer } = await aCrewMember(company.customerId));
});

const pathOf = (id: string) => `/api/events/${id}`;
const fieldsOf = (body: { error: { details: { field: string }[] } }) =>
  body.error.details.map(({ field }) => field).toSorted();

async function book({ eventId, at }: Awaited<ReturnType<typeof anEvent>>): Promise<string> {
  const wish = { eventId, crewId, startTime: at(0), endTime: at(2) };
  const { status, body } = await askBookings(organizer.manager, 'POST', '/api/bookings', wish);
  expect(status).toBe(201);
  return z.object({ id: z.string() }).parse(body).id;
}

describe('changing an event', () => {
  it('sets what is sent, keeps what is absent and clears what is null', async () => {
    const { eventId, at } = await anEvent(organizer.customerId);
    const first = await ask(organizer.manager, 'PUT', pathOf(eventId), {
      name: ' Höstscenen ',
      location: 'Lund',
      eventType: 2,
      details: { performer: 'The Norsemen', equipment: ['PA'] },
    });
    expect([first.status, first.headers.get('etag')]).toEqual([200, '"2"']);
    const second = await ask(admin, 'PUT', pathOf(eventId), {
      location: null,
      endDate: at(12),
      details: { audience: 900, performer: null },
    });
    expect(second.body).toMatchObject({
      name: 'Höstscenen',
      location: null,
      startDate: at(0),
      endDate: at(12),
      eventType: 'Festival',
      status: 'Draft',
      details: { performer: null, stage: null, audience: 900, equipment: ['PA'] },
    });
    const { body } = await ask(organizer.manager, 'GET', '/api/events?q=höst');
    expect(body).toMatchObject({ items: [{ id: eventId, location: null }] });
  });

  it('to what it is already is 200 unchanged', async () => {
    const { eventId, at } = await anEvent(organizer.customerId);
    const { customerId } = organizer;
    for (const wish of [{}, { customerId, name: 'Sommarscenen', startDate: at(0), location: null, details: {} }]) {
      const { status, headers } = await ask(organizer.manager, 'PUT', pathOf(eventId), wish);
      expect([status, headers.get('etag')]).toEqual([200, '"1"']);
    }
  });

  it('names every bad field at once', async () => {
    const { eventId, at } = await anEvent(organizer.customerId);
    const { status, body } = await ask(organizer.manager, 'PUT', pathOf(eventId), {
      name: null,
      startDate: at(3),
      endDate: at(3),
      eventType: 'Wedding',
      details: { audience: -1, lights: true },
      status: 'Completed',
    });
    expect([status, fieldsOf(body)]).toEqual([
      400,
      ['details.audience', 'details.lights', 'endDate', 'eventType', 'name', 'status'],
    ]);
  });

  it('stays with its customer for good: another one is 403 on the field, for an administrator too', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    for (const actor of [organizer.manager, admin]) {
      const wish = { customerId: stranger.customerId, name: 'Another' };
      const { status, body } = await ask(actor, 'PUT', pathOf(eventId), wish);
      expect([status, fieldsOf(body)]).toEqual([403, ['customerId']]);
    }
    expect((await ask(admin, 'GET', pathOf(eventId))).body).toMatchObject({ name: 'Sommarscenen' });
  });

  it('keeps its period right, also when one end alone is moved', async () => {
    const { eventId, at } = await anEvent(organizer.customerId);
    const put = (wish: object) => ask(organizer.manager, 'PUT', pathOf(eventId), wish);
    expect(fieldsOf((await put({ startDate: at(10) })).body)).toEqual(['endDate']);
    expect(fieldsOf((await put({ endDate: at(92 * 24 + 1) })).body)).toEqual(['endDate']);
    expect((await put({ endDate: at(92 * 24) })).status).toBe(200);
  });

  it('that is over is 409', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    await ask(organizer.manager, 'PUT', `${pathOf(eventId)}/status`, { newStatus: 'Cancelled' });
    const { status, body } = await ask(organizer.manager, 'PUT', pathOf(eventId), { name: 'Another' });
    expect([status, body.error.message]).toEqual([409, 'The event is Cancelled and cannot be changed']);
  });

  it('keeps the bookings that no longer fit, and tells their people', async () => {
    const event = await anEvent(organizer.customerId);
    const booking = await book(event);
    await ask(organizer.manager, 'PUT', pathOf(event.eventId), { startDate: event.at(100), endDate: event.at(110) });
    await eventually(async () => {
      const { body } = await asking(env.NOTIFICATIONS_HTTP)(drummer, 'GET', '/api/notifications');
      const { items } = z.object({ items: z.array(z.object({ link: z.string() })) }).parse(body);
      return items.some(({ link }) => link === `/events/${event.eventId}`);
    });
    expect((await askBookings(drummer, 'GET', `/api/bookings/${booking}`)).body['status']).toBe('Requested');
  });

  it('by two at once keeps both changes', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    const wishes = [{ location: 'Lund' }, { projectNumber: 'P-1' }];
    await Promise.all(wishes.map((wish) => ask(admin, 'PUT', pathOf(eventId), wish)));
    expect((await ask(admin, 'GET', pathOf(eventId))).body).toMatchObject({ location: 'Lund', projectNumber: 'P-1' });
  });
});

describe('deleting an event', () => {
  it('leaves no trace of it, and cancels its live bookings', async () => {
    const event = await anEvent(organizer.customerId);
    const booking = await book(event);
    const { status, body } = await ask(organizer.manager, 'DELETE', pathOf(event.eventId));
    expect([status, body]).toEqual([200, { success: true }]);

    const gone: [typeof ask, string, string, unknown?][] = [
      [ask, 'GET', pathOf(event.eventId)],
      [ask, 'PUT', pathOf(event.eventId), { name: 'Another' }],
      [ask, 'PUT', `${pathOf(event.eventId)}/status`, { newStatus: 'Scheduled' }],
      [ask, 'DELETE', pathOf(event.eventId)],
      [askBookings, 'GET', `/api/bookings/event/${event.eventId}`],
    ];
    for (const [asked, method, path, wish] of gone) {
      expect((await asked(organizer.manager, method, path, wish)).status).toBe(404);
    }
    const period = `startDate=${event.at(0)}&endDate=${event.at(1)}`;
    const listed = await ask(organizer.manager, 'GET', `/api/events/date-range?${period}`);
    expect(listed.body).not.toContainEqual(expect.objectContaining({ id: event.eventId }));
    await eventually(async () => {
      const { body: cancelled } = await askBookings(drummer, 'GET', `/api/bookings/${booking}`);
      return cancelled['status'] === 'Cancelled' && cancelled['cancellationReason'] === 'The event was deleted';
    });
  });
});

describe.each([
  ['PUT', { name: 'Another' }],
  ['DELETE', undefined],
] as const)('%s of an event', (method, wish) => {
  it('with a stale If-Match is 412 and changes nothing', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    const asked = (ifMatch: string) => ask(admin, method, pathOf(eventId), wish, { 'if-match': ifMatch });
    expect((await asked('"9"')).status).toBe(412);
    expect((await ask(admin, 'GET', pathOf(eventId))).body['name']).toBe('Sommarscenen');
    expect((await asked('"1-abc"')).status).toBe(200);
  });

  it('is its organizer’s alone', async () => {
    const { eventId } = await anEvent(organizer.customerId);
    const foreign = await ask(stranger.manager, method, pathOf(eventId), wish);
    const nowhere = await ask(stranger.manager, method, pathOf(unknown), wish);
    expect([foreign.status, foreign.body.error.message]).toEqual([404, nowhere.body.error.message]);
    for (const actor of [drummer, actorOf('crewCompany'), actorOf('unlinked')]) {
      expect((await ask(actor, method, pathOf(eventId), wish)).status).toBe(403);
    }
    expect((await ask({ kind: 'anonymous' }, method, pathOf(eventId), wish)).status).toBe(401);
  });
});
