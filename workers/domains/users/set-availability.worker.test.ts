import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type HoldId, type UserId } from '#shared/ids';
import { ask } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { setAvailability } from './commands/set-availability.ts';
import { aCrewCompany, aCrewMember, admin, askUsers, idOf } from './testing/people.ts';
import { callAt, depsWith, users } from './testing/users-worker.ts';

let company: CustomerId;
let crewId: UserId;
beforeEach(async () => {
  company ??= await aCrewCompany();
  crewId = await aCrewMember(company);
});

type Asker = Parameters<typeof askUsers>[0];
const path = () => `/api/users/${crewId}/availability`;
const get = (query: string, actor: Asker = admin, headers = {}) =>
  askUsers(actor, 'GET', `${path()}?${query}`, undefined, headers);
const put = (startDate: string, endDate: string, isAvailable: boolean, actor: Asker = admin, headers = {}) =>
  askUsers(actor, 'PUT', path(), { startDate, endDate, isAvailable }, headers);
const hold = (start: string, end: string) =>
  ask(
    'users',
    users.hold(traceFrom(null).traceparent, {
      crewId,
      holdId: newId<HoldId>(),
      bookingId: newId<BookingId>(),
      start: new Date(start),
      end: new Date(end),
    }),
  );
const outboxTypes = async () => {
  const found = await env.DATA.run('findOne', { collection: 'crew_calendars', filter: { _id: oid(crewId) } });
  if (!found.ok) throw new Error(found.failure.message);
  const { outbox } = found.answer.document as unknown as { outbox: { type: string }[] };
  return outbox.map(({ type }) => type);
};
const fieldsOf = (body: { error: { details: { field: string }[] } }) => body.error.details.map(({ field }) => field);

const day = (hour: number) => `2031-06-10T${String(hour).padStart(2, '0')}:00:00.000Z`;
const WHOLE_DAY = `startDate=${day(0)}&endDate=${day(23)}`;

describe('reading availability', () => {
  it('without any slot one is available, in one slot that is the period', async () => {
    const { status, body } = await get(WHOLE_DAY);
    expect(status).toBe(200);
    expect(body).toEqual({
      userId: crewId,
      startDate: day(0),
      endDate: day(23),
      isAvailable: true,
      slots: [{ startDate: day(0), endDate: day(23), isAvailable: true }],
      booked: [],
    });
  });

  it('of a day is of that day in Stockholm, which has 23 or 25 hours when the clocks change', async () => {
    const spring = await get('date=2031-03-30');
    expect(spring.body).toMatchObject({ startDate: '2031-03-29T23:00:00.000Z', endDate: '2031-03-30T22:00:00.000Z' });
    const autumn = await get('date=2031-10-26');
    expect(autumn.body).toMatchObject({ startDate: '2031-10-25T22:00:00.000Z', endDate: '2031-10-26T23:00:00.000Z' });
  });

  it('takes days as bounds, each meaning its start', async () => {
    const { body } = await get('startDate=2031-06-10&endDate=2031-06-12');
    expect(body).toMatchObject({ startDate: '2031-06-09T22:00:00.000Z', endDate: '2031-06-11T22:00:00.000Z' });
  });

  it('shows booked times, not whose they are, and is then not available', async () => {
    await hold(day(14), day(18));
    await hold(day(8), day(10));
    const { body } = await get(`startDate=${day(9)}&endDate=${day(16)}`);
    expect(body).toMatchObject({
      isAvailable: false,
      slots: [{ startDate: day(9), endDate: day(16), isAvailable: true }],
      booked: [
        { startTime: day(8), endTime: day(10) },
        { startTime: day(14), endTime: day(18) },
      ],
    });
    expect(JSON.stringify(body)).not.toMatch(/booking|hold/i);
    expect((await get(`startDate=${day(10)}&endDate=${day(14)}`)).body).toMatchObject({
      isAvailable: true,
      booked: [],
    });
  });

  it('answers 304 to its ETag until something changes', async () => {
    const etag = (await get(WHOLE_DAY)).headers.get('etag') ?? '';
    expect((await get(WHOLE_DAY, admin, { 'if-none-match': etag })).status).toBe(304);
    await hold(day(8), day(10));
    expect((await get(WHOLE_DAY, admin, { 'if-none-match': etag })).status).toBe(200);
  });

  it.each([
    ['', ['startDate', 'endDate']],
    [`startDate=${day(8)}`, ['endDate']],
    [`endDate=${day(8)}`, ['startDate']],
    [`startDate=${day(8)}&endDate=${day(8)}`, ['endDate']],
    [`startDate=${day(8)}&endDate=${day(7)}`, ['endDate']],
    [`date=2031-06-10&startDate=${day(8)}&endDate=${day(9)}`, ['startDate', 'endDate']],
    ['date=2031-02-30', ['date']],
    ['startDate=2031-06-10T08:00:00&endDate=tomorrow', ['startDate', 'endDate']],
    ['date=2031-06-10&zone=UTC', ['zone']],
  ])('refuses ?%s', async (query, fields) => {
    const { status, body } = await get(query);
    expect(status).toBe(400);
    expect(fieldsOf(body).toSorted()).toEqual(fields.toSorted());
  });

  it('is for administrators, organizers, the person and the own company; foreign and not crew are 404 alike', async () => {
    const may = [
      admin,
      actorOf('organizer'),
      actorOf('crew', { userId: crewId, customerId: company }),
      actorOf('crewCompany', { customerId: company }),
    ];
    for (const actor of may) expect((await get(WHOLE_DAY, actor)).status).toBe(200);
    const mayNot = [actorOf('crew', { customerId: company }), actorOf('crewCompany')];
    for (const actor of mayNot) expect((await get(WHOLE_DAY, actor)).status).toBe(404);
    expect((await get(WHOLE_DAY, actorOf('unlinked'))).status).toBe(403);

    const { body } = await askUsers(admin, 'POST', '/api/users', {
      email: `admin-${newId<UserId>()}@users.example`,
      userType: 1,
      firstName: 'Ada',
      lastName: 'Admin',
    });
    for (const id of [idOf(body), newId<UserId>()]) {
      expect((await askUsers(admin, 'GET', `/api/users/${id}/availability?${WHOLE_DAY}`)).status).toBe(404);
    }
  });

  it('of crew whose calendar is missing is that of an empty one', async () => {
    await env.DATA.run('deleteOne', { collection: 'crew_calendars', filter: { _id: oid(crewId) } });
    expect((await get(WHOLE_DAY)).body).toMatchObject({ isAvailable: true, booked: [] });
  });
});

describe('saying when one is available', () => {
  it('blocks a period and tells of it', async () => {
    const { status, body, headers } = await put(day(8), day(12), false);
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toEqual({
      userId: crewId,
      startDate: day(8),
      endDate: day(12),
      isAvailable: false,
      slots: [{ startDate: day(8), endDate: day(12), isAvailable: false }],
      booked: [],
    });
    expect(await outboxTypes()).toEqual(['crew.availability-changed', 'audit.recorded']);
  });

  it('frees the middle of what was blocked', async () => {
    await put(day(8), day(16), false);
    await put(day(10), day(12), true);
    expect((await get(`startDate=${day(8)}&endDate=${day(16)}`)).body).toMatchObject({
      slots: [
        { startDate: day(8), endDate: day(10), isAvailable: false },
        { startDate: day(10), endDate: day(12), isAvailable: true },
        { startDate: day(12), endDate: day(16), isAvailable: false },
      ],
    });
  });

  it('the same again is 200, writes nothing and tells nobody', async () => {
    const first = await put(day(8), day(12), false);
    const again = await put(day(9), day(11), false);
    expect(again.status).toBe(200);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await outboxTypes()).toHaveLength(2);
    expect((await put(day(14), day(16), true)).headers.get('etag')).toBe(first.headers.get('etag'));
  });

  it('refuses to block time in which one is booked: 409 with what stands in the way', async () => {
    await hold(day(8), day(12));
    const { status, body } = await put(day(10), day(14), false);
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: 'CONFLICT',
      conflicts: [{ kind: 'booking', startTime: day(8), endTime: day(12) }],
    });
    expect((await get(WHOLE_DAY)).body).toMatchObject({ slots: [{ isAvailable: true }] });
    // Back to back does not collide, and freeing time never does.
    expect((await put(day(12), day(14), false)).status).toBe(200);
    expect((await put(day(10), day(14), true)).status).toBe(200);
  });

  it('does not block time that is held between the look and the write', async () => {
    const call = callAt(new Date());
    const deps = depsWith(call);
    const calendars = {
      ...deps.calendars,
      update: async (...write: Parameters<typeof deps.calendars.update>) => {
        await hold(day(8), day(12));
        return deps.calendars.update(...write);
      },
    };
    const slot = { start: new Date(day(10)), end: new Date(day(14)), isAvailable: false };
    await expect(setAvailability(crewId, slot, null, admin, { ...deps, calendars }, call)).rejects.toMatchObject({
      refusal: { code: 'CONFLICT', conflicts: [{ kind: 'booking', startTime: day(8), endTime: day(12) }] },
    });
    expect((await get(WHOLE_DAY)).body).toMatchObject({ slots: [{ isAvailable: true }] });
  });

  it('of several at once, each counts', async () => {
    const answers = await Promise.all(Array.from({ length: 4 }, (_, n) => put(day(n * 4), day(n * 4 + 2), false)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { body } = await get(`startDate=${day(0)}&endDate=${day(16)}`);
    const blocked = (body['slots'] as unknown as { isAvailable: boolean }[]).filter(({ isAvailable }) => !isAvailable);
    expect(blocked).toHaveLength(4);
  });

  it('with a stale If-Match is 412 and changes nothing', async () => {
    const etag = (await get(WHOLE_DAY)).headers.get('etag') ?? '';
    await hold(day(8), day(10));
    const stale = await put(day(12), day(14), false, admin, { 'if-match': etag });
    expect(stale.status).toBe(412);
    expect((await get(WHOLE_DAY)).body).toMatchObject({ slots: [{ isAvailable: true }] });
    const fresh = (await get(WHOLE_DAY)).headers.get('etag') ?? '';
    expect((await put(day(12), day(14), false, admin, { 'if-match': fresh })).status).toBe(200);
  });

  it('refuses a period of no length, times without a zone and unknown fields, all at once', async () => {
    expect(fieldsOf((await put(day(8), day(8), false)).body)).toEqual(['endDate']);
    expect(fieldsOf((await put(day(9), day(8), true)).body)).toEqual(['endDate']);
    const { status, body } = await askUsers(admin, 'PUT', path(), {
      startDate: '2031-06-10T08:00:00',
      endDate: '2031-06-10',
      isAvailable: 'no',
      reason: 'holiday',
    });
    expect(status).toBe(400);
    expect(fieldsOf(body).toSorted()).toEqual(['endDate', 'isAvailable', 'reason', 'startDate']);
    expect(fieldsOf((await askUsers(admin, 'PUT', path(), {})).body).toSorted()).toEqual([
      'endDate',
      'isAvailable',
      'startDate',
    ]);
  });

  it('refuses times that could not be stored', async () => {
    const { status, body } = await put('9999-12-31T23:00:00-05:00', '9999-12-31T23:30:00-05:00', false);
    expect(status).toBe(400);
    expect(fieldsOf(body).toSorted()).toEqual(['endDate', 'startDate']);
  });

  it('is for administrators, the person and the own company', async () => {
    const may = [
      actorOf('crew', { userId: crewId, customerId: company }),
      actorOf('crewCompany', { customerId: company }),
    ];
    for (const actor of may) expect((await put(day(8), day(9), false, actor)).status).toBe(200);
    expect((await put(day(8), day(9), true, actorOf('organizer'))).status).toBe(403);
    for (const actor of [actorOf('crew', { customerId: company }), actorOf('crewCompany')]) {
      expect((await put(day(8), day(9), true, actor)).status).toBe(404);
    }
  });

  it('of crew whose calendar is missing makes it, and of crew who are leaving is 404', async () => {
    const filter = { _id: oid(crewId) };
    await env.DATA.run('deleteOne', { collection: 'crew_calendars', filter });
    expect((await put(day(8), day(9), false)).body).toMatchObject({ isAvailable: false });
    await env.DATA.run('updateOne', { collection: 'crew_calendars', filter, update: { $set: { open: false } } });
    expect((await put(day(8), day(9), true)).status).toBe(404);
  });
});
