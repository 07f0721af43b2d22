import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '#shared/actor';
import { oid } from '#shared/documents';
import { isUnavailable, unavailable } from '#shared/errors';
import { newId, type BookingId, type CustomerId, type HoldId, type UserId } from '#shared/ids';
import { HOUR_MS, MINUTE_MS } from '#shared/instant';
import type { Reply } from '#shared/reply';
import { actorOf, type Answered } from '../../../test/support/assembly/ask.ts';
import { deleteUser } from './commands/delete-user.ts';
import { holdTime } from './commands/hold-time.ts';
import { releaseHolds } from './commands/release-holds.ts';
import { settleUsers } from './commands/settle-users.ts';
import type { Deps } from './ports.ts';
import { aCrewCompany, aCrewMember, admin, askUsers, crewInput, freshEmail } from './testing/people.ts';
import { callAt, depsWith } from './testing/users-worker.ts';

let company: CustomerId;
beforeAll(async () => {
  company = await aCrewCompany();
});

const remove = (actor: Actor, id: string, headers = {}) =>
  askUsers(actor, 'DELETE', `/api/users/${id}`, undefined, headers);
const statusOf = async (id: string) => (await askUsers(admin, 'GET', `/api/users/${id}`)).status;
const errorOf = ({ status, body }: Answered) => ({ status, ...body.error, timestamp: '', traceId: '' });
const document = async (collection: 'users' | 'crew_calendars', id: UserId) => {
  const found = await env.DATA.run('findOne', { collection, filter: { _id: oid(id) } });
  if (!found.ok) throw new Error(found.failure.message);
  return found.answer.document as Record<string, unknown>;
};

/** Holds an hour that begins so many hours from now. */
async function hold(crewId: UserId, hours: number) {
  const now = new Date();
  const [start, end] = [new Date(now.getTime() + hours * HOUR_MS), new Date(now.getTime() + (hours + 1) * HOUR_MS)];
  const holdId = newId<HoldId>();
  const wish = { crewId, holdId, bookingId: newId<BookingId>(), start, end };
  return { ...(await holdTime(wish, depsWith(callAt(now)), now)), holdId, start, end };
}
const sweep = async (deps: Partial<Deps> = {}) => {
  const later = callAt(new Date(Date.now() + 2 * MINUTE_MS));
  await settleUsers(depsWith(later, deps), later);
};

describe('deleting a user', () => {
  it('hides them everywhere, closes the calendar, and frees the address', async () => {
    const email = freshEmail();
    const id = await aCrewMember(company, { email });
    expect((await hold(id, -5)).outcome).toBe('held');
    const { status, body } = await remove(actorOf('crewCompany', { customerId: company }), id);
    expect([status, body]).toEqual([200, { success: true }]);
    expect(await statusOf(id)).toBe(404);
    expect((await hold(id, 30)).outcome).toBe('gone');
    expect((await askUsers(admin, 'POST', '/api/users', crewInput(company, { email }))).status).toBe(201);
    expect((await document('users', id))['live']).toBe(false);
    expect(JSON.stringify((await document('users', id))['outbox'])).toContain('users:delete');
    expect((await remove(admin, id)).status).toBe(404);
  });

  it('who has bookings to come is 409 naming the times, and they stay bookable', async () => {
    const id = await aCrewMember(company);
    const { start, end, holdId } = await hold(id, 30);
    const { status, body } = await remove(admin, id);
    expect(status).toBe(409);
    expect(body.error).toMatchObject({
      code: 'CONFLICT',
      details: [],
      conflicts: [{ kind: 'booking', startTime: start.toISOString(), endTime: end.toISOString() }],
    });
    expect(await document('users', id)).not.toHaveProperty('underWay');
    expect((await askUsers(admin, 'GET', `/api/users/${id}`)).headers.get('etag')).toBe('"1"');
    expect((await hold(id, 40)).outcome).toBe('held');
    await releaseHolds(id, [holdId], depsWith(callAt(new Date())), new Date());
    expect((await remove(admin, id)).status).toBe(409);
  });

  it('whose calendar is missing leaves a closed one, so that nobody opens it', async () => {
    const id = await aCrewMember(company);
    await env.DATA.run('deleteOne', { collection: 'crew_calendars', filter: { _id: oid(id) } });
    expect((await remove(admin, id)).status).toBe(200);
    expect((await document('crew_calendars', id))['open']).toBe(false);
  });

  it('with a stale If-Match is 412 and changes nothing', async () => {
    const id = await aCrewMember(company);
    expect((await remove(admin, id, { 'if-match': '"7"' })).status).toBe(412);
    expect((await remove(admin, id, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('of another company is 404 like nobody’s; crew and the unlinked get 403', async () => {
    const id = await aCrewMember(company);
    const unknown = errorOf(await remove(admin, newId<UserId>()));
    expect(unknown.status).toBe(404);
    for (const stranger of [actorOf('organizer'), actorOf('crewCompany')]) {
      expect(errorOf(await remove(stranger, id))).toEqual(unknown);
    }
    expect((await remove(actorOf('crew', { userId: id, customerId: company }), id)).status).toBe(403);
    expect((await remove(actorOf('unlinked'), id)).status).toBe(403);
    expect((await remove(admin, 'x')).status).toBe(400);
    expect(await statusOf(id)).toBe(200);
  });

  it.each([
    ['free', 200, 404],
    ['booked', 409, 200],
  ])('who is %s and whose address is verified meanwhile ends as it would without', async (kind, answer, after) => {
    const id = await aCrewMember(company);
    if (kind === 'booked') await hold(id, 30);
    const filter = { _id: oid(id) };
    const verified = { collection: 'users', filter, update: { $set: { emailVerified: true }, $inc: { version: 1 } } };
    const call = callAt(new Date());
    const deps = depsWith(call);
    // Between the mark and the calendar.
    const calendars: Deps['calendars'] = {
      ...deps.calendars,
      findOne: async (...asked) => {
        await env.DATA.run('updateOne', verified);
        return deps.calendars.findOne(...asked);
      },
    };
    const outcome = deleteUser(id, null, admin, { ...deps, calendars }, call);
    if (answer === 200) await outcome;
    else await expect(outcome).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await statusOf(id)).toBe(after);
    expect(await document('users', id)).not.toHaveProperty('underWay');
  });

  it('against bookings of the same moment: either the person is gone or the booking has no time, never both', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await aCrewMember(company);
      const [deleted, held] = await Promise.all([remove(admin, id), hold(id, 30)]);
      expect([deleted.status, held.outcome]).toSatisfy(
        ([status, outcome]: [number, string]) =>
          (status === 200 && outcome === 'gone') || (status === 409 && outcome === 'held'),
      );
    }
  });
});

describe('a deletion that stops half-way', () => {
  /** Deletes, with the store dying at its nth write; `lands` says whether that write still happened. Answers that write, to come late. */
  async function dyingAt(id: UserId, nth: number, lands: boolean) {
    const call = callAt(new Date());
    const deps = depsWith(call);
    let writes = 0;
    let late = () => Promise.resolve(false);
    const dying = <T extends Deps['users'] | Deps['calendars']>(collection: T): T => ({
      ...collection,
      update: async (filter: Parameters<T['update']>[0], update: Parameters<T['update']>[1]) => {
        writes += 1;
        if (writes < nth) return collection.update(filter, update);
        if (writes === nth) late = () => collection.update(filter, update);
        if (writes === nth && lands) await late();
        throw unavailable('The store');
      },
    });
    const dead = { ...deps, users: dying(deps.users), calendars: dying(deps.calendars) };
    await expect(deleteUser(id, null, admin, dead, call)).rejects.toSatisfy(isUnavailable);
    return () => late();
  }

  it.each([
    ['after the mark', 1, true],
    ['before the calendar is closed', 2, false],
    ['after the calendar is closed', 2, true],
    ['before the user is deleted', 3, false],
    ['after the user is deleted', 3, true],
  ])('%s is finished by the sweep', async (_when, nth, lands) => {
    const email = freshEmail();
    const id = await aCrewMember(company, { email });
    await dyingAt(id, nth, lands);
    if (nth < 3) expect((await remove(admin, id)).status).toBe(409);
    await sweep();
    expect(await statusOf(id)).toBe(404);
    expect((await hold(id, 30)).outcome).toBe('gone');
    await sweep();
    expect((await askUsers(admin, 'POST', '/api/users', crewInput(company, { email }))).status).toBe(201);
  });

  it('and meets a booking meanwhile is given up: the person stays, and a late closing does nothing', async () => {
    const id = await aCrewMember(company);
    const lateClosing = await dyingAt(id, 2, false);
    const { outcome, holdId } = await hold(id, 30);
    expect(outcome).toBe('held');
    await sweep();
    await releaseHolds(id, [holdId], depsWith(callAt(new Date())), new Date());
    expect(await lateClosing()).toBe(false);
    expect(await document('users', id)).not.toHaveProperty('underWay');
    expect((await remove(admin, id)).status).toBe(200);
  });

  it('with auth away stands, and the sweep ends the sessions', async () => {
    const id = await aCrewMember(company);
    const call = callAt(new Date());
    const removed: UserId[] = [];
    const signIn = (answer: Reply<true>) => ({
      ...depsWith(call).signIn,
      remove: (userId: UserId) => {
        if (answer.ok) removed.push(userId);
        return Promise.resolve(answer);
      },
    });
    const away: Reply<true> = { ok: false, refusal: unavailable('auth').refusal };
    await deleteUser(id, null, admin, depsWith(call, { signIn: signIn(away) }), call);
    expect(await statusOf(id)).toBe(404);
    await sweep({ signIn: signIn({ ok: true, value: true }) });
    expect(removed).toEqual([id]);
  });
});
