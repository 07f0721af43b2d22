import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import { oid } from '#shared/documents';
import { bookingStatus } from '#shared/enums';
import { newId, type BookingId, type CustomerId, type UserId } from '#shared/ids';
import { traceFrom } from '#shared/trace';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import type { StoredBooking } from './booking.documents.ts';
import type { BookingView } from './booking.view.ts';
import { depsFrom, type Env } from './deps.ts';

const ask = asking(env.BOOKINGS_HTTP);
let organizer: { customerId: CustomerId; manager: SignedIn };
let company: { customerId: CustomerId; manager: SignedIn };
let crewId: UserId;
let drummer: SignedIn;

beforeAll(async () => {
  await env.DATA.run('findOne', { collection: 'bookings', filter: {} });
  [organizer, company] = await Promise.all([anOrganizer(), aCrewCompany()]);
  ({ crewId, person: drummer } = await aCrewMember(company.customerId));
});

const deps = () =>
  depsFrom(env as unknown as Env, {
    trace: traceFrom(null),
    meter: { roundTrips: 0 },
    now: () => new Date(),
    afterAnswer: () => undefined,
  });

async function stored(id: BookingId): Promise<StoredBooking> {
  const booking = await deps().bookings.findOne({ _id: oid(id) });
  if (!booking) throw new Error('the booking is not there');
  return booking;
}

/** The drummer booked for the first two hours of an event of the organizer's. */
async function booked() {
  const { eventId, at } = await anEvent(organizer.customerId);
  const wish = { eventId, crewId, startTime: at(0), endTime: at(2), notes: 'Own kit' };
  const { status, body } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
  expect(status).toBe(201);
  const made = body as unknown as BookingView;
  return { made, id: made.id, at, wish };
}

const update = (id: string, body: unknown, actor = organizer.manager, headers: Record<string, string> = {}) =>
  ask(actor, 'PUT', `/api/bookings/${id}`, body, headers);
const fieldsOf = ({ body }: { body: { error: { details: { field: string }[] } } }) =>
  body.error.details.map(({ field }) => field).toSorted((a, b) => a.localeCompare(b));

describe('moving a booking', () => {
  it('makes a confirmed one Requested again, at its frozen rate, and frees its old time at once', async () => {
    const { id, made, at, wish } = await booked();
    await ask(drummer, 'PUT', `/api/bookings/${id}/confirm`);
    const { status, body, headers } = await update(id, { startTime: at(4), endTime: at(4 + 80 / 60) });
    expect([status, headers.get('etag')]).toEqual([200, '"3"']);
    expect(body).toEqual({
      ...made,
      startTime: at(4),
      endTime: at(4 + 80 / 60),
      status: 'Requested',
      units: 1.3333,
      totalAmount: 666.67,
      confirmedAt: null,
      updatedAt: expect.any(String) as string,
    });
    expect((await ask(organizer.manager, 'POST', '/api/bookings', wish)).status).toBe(201);
    const taken = await ask(organizer.manager, 'POST', '/api/bookings', { ...wish, startTime: at(5), endTime: at(6) });
    expect(taken.status).toBe(409);
  });

  it('tells of it, and names another hold', async () => {
    const { id, at, made } = await booked();
    const before = await stored(id);
    expect((await update(id, { startTime: at(3), endTime: at(5) }, admin)).status).toBe(200);
    const after = await stored(id);
    expect(after.holdId).not.toBe(before.holdId);
    expect(after.holdsToRelease).toEqual([before.holdId]);
    const [moved, entry] = after.outbox.slice(-2);
    expect(moved).toMatchObject({
      type: 'booking.moved',
      data: {
        bookingId: id,
        crewId,
        eventId: made.eventId,
        customerId: organizer.customerId,
        startTime: at(3),
        endTime: at(5),
        previousStartTime: before.startTime.toISOString(),
      },
    });
    expect(entry?.data).toMatchObject({ action: 'bookings:update', actorId: admin.userId, resourceId: id });
  });

  it('may overlap its own old time, and may change one end alone', async () => {
    const { id, at } = await booked();
    const { status, body } = await update(id, { endTime: at(3) });
    expect([status, body['startTime'], body['endTime'], body['totalAmount']]).toEqual([200, at(0), at(3), 1500]);
  });

  it('onto taken time is 409 with the conflicts, and changes nothing at all', async () => {
    const { id, at, wish } = await booked();
    await ask(organizer.manager, 'POST', '/api/bookings', { ...wish, startTime: at(4), endTime: at(6) });
    const before = await stored(id);
    const { status, body } = await update(id, { startTime: at(5), endTime: at(7), notes: 'Later' });
    expect([status, body.error]).toMatchObject([
      409,
      { code: 'CONFLICT', conflicts: [{ kind: 'booking', startTime: at(4), endTime: at(6) }] },
    ]);
    expect(await stored(id)).toEqual(before);
    expect((await update(id, { startTime: at(6), endTime: at(7) })).status).toBe(200);
  });

  it('to the times that it has answers 200 unchanged, writes nothing and tells nobody', async () => {
    const { id, made } = await booked();
    const before = await stored(id);
    for (const body of [{}, { startTime: made.startTime, endTime: made.endTime, notes: ' Own kit ' }]) {
      const answer = await update(id, body);
      expect([answer.status, answer.body]).toEqual([200, made]);
    }
    expect(await stored(id)).toEqual(before);
  });

  it('asks for the event’s time, and for the future, of what is new', async () => {
    const { id, at } = await booked();
    expect(fieldsOf(await update(id, { startTime: '2026-01-01T10:00:00Z', endTime: at(-30) }))).toEqual(['endTime']);
    expect(fieldsOf(await update(id, { startTime: at(-25) }))).toEqual(['startTime']);
    expect(fieldsOf(await update(id, { endTime: at(35) }))).toEqual(['endTime']);
    // Work under way may be prolonged.
    const started = { startTime: new Date(Date.now() - 3_600_000), endTime: new Date(Date.now() + 3_600_000) };
    await deps().bookings.update({ _id: oid(id) }, { $set: started });
    expect((await update(id, { endTime: new Date(Date.now() + 7_200_000).toISOString() })).status).toBe(200);
    const anew = await update(id, { startTime: new Date(Date.now() - 1_800_000).toISOString() });
    expect([anew.status, fieldsOf(anew)]).toEqual([400, ['startTime', 'startTime']]);
  });

  it('names every bad field at once', async () => {
    const { id, at } = await booked();
    const answer = await update(id, { startTime: at(2), endTime: at(2), notes: ' ', colour: 'red' });
    expect([answer.status, answer.body.error.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(fieldsOf(answer)).toEqual(['colour', 'endTime', 'notes']);
    expect(fieldsOf(await update(id, { startTime: null, endTime: 'soon' }))).toEqual(['endTime', 'startTime']);
    expect(fieldsOf(await update(id, { startTime: at(3) }))).toEqual(['endTime']);
    expect(fieldsOf(await update('x', {}))).toEqual(['id']);
  });

  it.each(['Completed', 'Cancelled'] as const)('of a %s one is 409', async (status) => {
    const { id, at } = await booked();
    await deps().bookings.update({ _id: oid(id) }, { $set: { status: bookingStatus[status] } });
    const { body, ...answer } = await update(id, { startTime: at(3), endTime: at(4) });
    expect([answer.status, body.error]).toMatchObject([
      409,
      { code: 'CONFLICT', message: `The booking is ${status} and cannot be changed`, details: [] },
    ]);
    expect((await update(id, { notes: 'Late' })).status).toBe(409);
  });

  it('on an event that is cancelled is 409', async () => {
    const { id, at, made } = await booked();
    await deps().bookings.update({ _id: oid(id) }, { $set: { eventId: oid(newId<BookingId>()) } });
    expect((await update(id, { endTime: at(3) })).status).toBe(409);
    await deps().bookings.update({ _id: oid(id) }, { $set: { eventId: oid(made.eventId) } });
    const cancelled = { newStatus: 'Cancelled' };
    await asking(env.EVENTS_HTTP)(admin, 'PUT', `/api/events/${made.eventId}/status`, cancelled);
    expect((await update(id, { endTime: at(3) })).status).toBe(409);
  });

  it('is 404 for another organizer and an unknown booking, 403 for roles that never may', async () => {
    const { id, at } = await booked();
    const body = { endTime: at(3) };
    expect((await update(id, body, actorOf('organizer'))).status).toBe(404);
    expect((await update(newId(), body, admin)).status).toBe(404);
    for (const actor of [drummer, company.manager, actorOf('unlinked')]) {
      expect((await update(id, body, actor)).status).toBe(403);
    }
    expect((await stored(id)).version).toBe(1);
  });

  it('with a stale If-Match is 412 and changes nothing; with the present one it goes through', async () => {
    const { id, at } = await booked();
    const before = await stored(id);
    const stale = await update(id, { endTime: at(3) }, organizer.manager, { 'if-match': '"7"' });
    expect([stale.status, stale.body.error.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect(await stored(id)).toEqual(before);
    expect((await update(id, { endTime: at(3) }, organizer.manager, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('by two at once ends at one of the two times', async () => {
    const { id, at } = await booked();
    const answers = await Promise.all([
      update(id, { startTime: at(3), endTime: at(4) }),
      update(id, { startTime: at(5), endTime: at(6) }, admin),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect([at(3), at(5)]).toContain((await stored(id)).startTime.toISOString());
  });
});

describe('the notes of a booking', () => {
  it('change and are cleared without a new hold, and leave a confirmed one confirmed', async () => {
    const { id } = await booked();
    await ask(drummer, 'PUT', `/api/bookings/${id}/confirm`);
    const before = await stored(id);
    const { status, body } = await update(id, { notes: ' Bring cymbals ' });
    expect([status, body['notes'], body['status']]).toEqual([200, 'Bring cymbals', 'Confirmed']);
    expect((await update(id, { notes: null })).body['notes']).toBeNull();
    const after = await stored(id);
    expect([after.holdId, after.holdsToRelease]).toEqual([before.holdId, []]);
    expect(after.outbox.some(({ type }) => type === 'booking.moved')).toBe(false);
  });
});
