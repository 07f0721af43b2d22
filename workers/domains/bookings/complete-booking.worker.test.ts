import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import { oid } from '#shared/documents';
import { bookingStatus } from '#shared/enums';
import { newId, type BookingId, type CustomerId, type UserId } from '#shared/ids';
import { DAY_MS, HOUR_MS } from '#shared/instant';
import { traceFrom } from '#shared/trace';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { aCrewCompany, aCrewMember, admin, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { StoredBooking } from './booking.documents.ts';
import { completePastBookings } from './commands/complete-past-bookings.ts';
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

const call: Call = {
  trace: traceFrom(null),
  meter: { roundTrips: 0 },
  now: () => new Date(),
  afterAnswer: (work) => void work.catch(() => undefined),
};
const deps = () => depsFrom(env as unknown as Env, call);

async function stored(id: BookingId): Promise<StoredBooking> {
  const booking = await deps().bookings.findOne({ _id: oid(id) });
  if (!booking) throw new Error('the booking is not there');
  return booking;
}

/** A confirmed booking of two hours that ended so long ago (in time to come, where that is negative). */
async function ended(msAgo: number, status: 'Requested' | 'Confirmed' = 'Confirmed'): Promise<BookingId> {
  const { eventId, at } = await anEvent(organizer.customerId);
  const wish = { eventId, crewId, startTime: at(0), endTime: at(2) };
  const { status: answered, body } = await ask(organizer.manager, 'POST', '/api/bookings', wish);
  expect(answered).toBe(201);
  const { id } = body as unknown as { id: BookingId };
  const endTime = new Date(Date.now() - msAgo);
  await deps().bookings.update(
    { _id: oid(id) },
    {
      $set: { endTime, startTime: new Date(endTime.getTime() - 2 * HOUR_MS), status: bookingStatus[status] },
    },
  );
  return id;
}

const complete = (id: string, actor = organizer.manager, headers: Record<string, string> = {}) =>
  ask(actor, 'PUT', `/api/bookings/${id}/complete`, undefined, headers);

describe('completing a booking', () => {
  it('is for its organizer and administrators, after its end', async () => {
    for (const actor of [organizer.manager, admin]) {
      const { status, body, headers } = await complete(await ended(1_000), actor);
      expect([status, body['status'], headers.get('etag')]).toEqual([200, 'Completed', '"2"']);
      expect(body['completedAt']).not.toBeNull();
    }
  });

  it('tells of it, and leaves its hold to be given back', async () => {
    const id = await ended(1_000);
    const { holdId } = await stored(id);
    await complete(id);
    const { outbox, holdsToRelease, unsettledSince } = await stored(id);
    expect(outbox.map(({ type }) => type).slice(-2)).toEqual(['booking.completed', 'audit.recorded']);
    expect(outbox.at(-2)?.data).toEqual({ bookingId: id, customerId: organizer.customerId });
    expect(outbox.at(-1)?.data).toMatchObject({ action: 'bookings:complete', actorId: organizer.manager.userId });
    expect(holdsToRelease).toEqual([holdId]);
    expect(unsettledSince).toBeInstanceOf(Date);
  });

  it('again answers 200 unchanged and tells nobody', async () => {
    const id = await ended(1_000);
    const first = await complete(id);
    const before = await stored(id);
    const second = await complete(id);
    expect([second.status, second.body]).toEqual([200, first.body]);
    expect((await stored(id)).outbox).toEqual(before.outbox);
  });

  it.each([
    ['before its end', -HOUR_MS, 'Confirmed', 'The booking has not ended yet'],
    ['that nobody confirmed', 1_000, 'Requested', 'The booking is Requested and cannot be completed'],
  ] as const)('%s is 409, and changes nothing', async (_, msAgo, status, message) => {
    const id = await ended(msAgo, status);
    const { body, ...answer } = await complete(id);
    expect([answer.status, body.error]).toMatchObject([409, { code: 'CONFLICT', message, details: [] }]);
    expect(await stored(id)).toMatchObject({ version: 1, completedAt: null });
  });

  it('is 404 for another organizer, 403 for roles that never may, 400 for an id that is none', async () => {
    const id = await ended(1_000);
    expect((await complete(id, actorOf('organizer'))).status).toBe(404);
    expect((await complete(newId(), admin)).status).toBe(404);
    expect((await complete('x', admin)).body.error.details).toMatchObject([{ field: 'id' }]);
    for (const actor of [drummer, company.manager, actorOf('unlinked')]) {
      expect((await complete(id, actor)).status).toBe(403);
    }
    expect((await stored(id)).status).toBe('Confirmed');
  });

  it('with a stale If-Match is 412; with the present one it goes through', async () => {
    const id = await ended(1_000);
    const stale = await complete(id, organizer.manager, { 'if-match': '"7"' });
    expect([stale.status, stale.body.error.code]).toEqual([412, 'PRECONDITION_FAILED']);
    expect((await complete(id, organizer.manager, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('by two at once happens once', async () => {
    const id = await ended(1_000);
    const answers = await Promise.all([complete(id), complete(id, admin)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect((await stored(id)).version).toBe(2);
  });
});

describe('the sweep', () => {
  it('completes confirmed bookings a day after their end, and no others; twice is as good as once', async () => {
    const due = await Promise.all([ended(DAY_MS + 1_000), ended(300 * DAY_MS)]);
    const notYet = await ended(DAY_MS - 60_000);
    const requested = await ended(2 * DAY_MS, 'Requested');
    await completePastBookings(deps(), call);
    await completePastBookings(deps(), call);
    for (const id of due) {
      const booking = await stored(id);
      expect(booking).toMatchObject({ status: 'Completed', version: 2, holdsToRelease: [booking.holdId] });
      expect(booking.outbox.at(-1)?.data).toMatchObject({ action: 'bookings:complete', actorRoles: ['system'] });
    }
    expect((await stored(notYet)).status).toBe('Confirmed');
    expect((await stored(requested)).status).toBe('Requested');
  });

  it('goes on where one booking cannot be written, which the next sweep meets again', async () => {
    const [first, second] = [await ended(9 * DAY_MS), await ended(8 * DAY_MS)];
    const ours = deps();
    let writes = 0;
    const update: typeof ours.bookings.update = (filter, how) => {
      writes += 1;
      return writes === 1 ? Promise.reject(new Error('the store went away')) : ours.bookings.update(filter, how);
    };
    await completePastBookings({ ...ours, bookings: { ...ours.bookings, update } }, call);
    expect([(await stored(first)).status, (await stored(second)).status]).toEqual(['Confirmed', 'Completed']);
    await completePastBookings(ours, call);
    expect((await stored(first)).status).toBe('Completed');
  });

  it('runs it every minute, and gives back the hold', async () => {
    const id = await ended(2 * DAY_MS);
    const { BOOKINGS } = env as unknown as { BOOKINGS: { sweep: (traceparent: string) => Promise<unknown> } };
    await BOOKINGS.sweep('');
    expect((await stored(id)).status).toBe('Completed');
    const { holdId } = await stored(id);
    await eventually(async () => {
      await deps().bookings.update({ _id: oid(id) }, { $set: { unsettledSince: new Date(0) } });
      await BOOKINGS.sweep('');
      return (await stored(id)).holdsToRelease.length === 0;
    });
    const answer = await env.DATA.run('findOne', { collection: 'crew_calendars', filter: { _id: oid(crewId) } });
    expect(JSON.stringify(answer)).not.toContain(holdId);
  });
});
