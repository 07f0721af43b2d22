import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type HoldId, type UserId } from '#shared/ids';
import { HOUR_MS } from '#shared/instant';
import { ask } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { holdTime, type TimeToHold } from './commands/hold-time.ts';
import { aCrewCompany, aCrewMember, admin, askUsers, idOf } from './testing/people.ts';
import { callAt, depsWith, users } from './testing/users-worker.ts';

const MIDNIGHT = Date.UTC(2031, 4, 10);
const at = (hour: number) => new Date(MIDNIGHT + hour * HOUR_MS);
const { traceparent } = traceFrom(null);

let company: CustomerId;
let crewId: UserId;
beforeEach(async () => {
  company ??= await aCrewCompany();
  crewId = await aCrewMember(company);
});

/** A wish for the hours from `from` to `to`, of a booking and a hold of its own unless given. */
const wish = (from: number, to: number, changes: Partial<TimeToHold> = {}): TimeToHold => ({
  crewId,
  holdId: newId<HoldId>(),
  bookingId: newId<BookingId>(),
  start: at(from),
  end: at(to),
  ...changes,
});
const hold = (time: TimeToHold) => ask('users', users.hold(traceparent, time), 15_000);
const release = (...holdIds: HoldId[]) => ask('users', users.releaseHolds(traceparent, crewId, holdIds));

async function calendar() {
  const found = await env.DATA.run('findOne', { collection: 'crew_calendars', filter: { _id: oid(crewId) } });
  if (!found.ok || !found.answer.document) throw new Error('no calendar');
  return found.answer.document as unknown as {
    version: number;
    unsettledSince?: object;
    holds: { holdId: { $oid: HoldId } }[];
  };
}
const heldIds = async () => (await calendar()).holds.map(({ holdId }) => holdId.$oid);

describe('of the holds that want a time', () => {
  it('exactly one of fifty parallel ones with overlapping times gets it; the others learn when it is taken', async () => {
    const wishes = Array.from({ length: 50 }, (_, n) => wish(8 + (n % 5), 14 + (n % 3)));
    const outcomes = await Promise.all(wishes.map(hold));
    expect(outcomes.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);

    const winner = wishes[outcomes.findIndex(({ outcome }) => outcome === 'held')];
    expect(await heldIds()).toEqual([winner?.holdId]);
    for (const outcome of outcomes) {
      if (outcome.outcome === 'held') continue;
      expect(outcome).toEqual({
        outcome: 'busy',
        conflicts: [{ kind: 'booking', startTime: winner?.start.toISOString(), endTime: winner?.end.toISOString() }],
      });
    }
  });

  it('all that are back to back get theirs', async () => {
    const outcomes = await Promise.all([8, 10, 12, 14, 16].map((from) => hold(wish(from, from + 2))));
    expect(outcomes).toEqual(Array.from({ length: 5 }, () => ({ outcome: 'held' })));
    expect(await heldIds()).toHaveLength(5);
  });

  it('one that is asked for again is held once', async () => {
    const time = wish(8, 12);
    const outcomes = await Promise.all([hold(time), hold(time), hold(time)]);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['held']));
    expect(await hold(time)).toEqual({ outcome: 'held' });
    expect(await heldIds()).toEqual([time.holdId]);
  });

  it('two of one booking may overlap: it has its old time until it has the new one', async () => {
    const old = wish(8, 12);
    expect(await hold(old)).toEqual({ outcome: 'held' });
    const moved = wish(10, 14, { bookingId: old.bookingId });
    expect(await hold(moved)).toEqual({ outcome: 'held' });
    // Both times are blocked for others while it moves.
    expect(await hold(wish(8, 10))).toMatchObject({ outcome: 'busy' });
    expect(await hold(wish(13, 14))).toMatchObject({ outcome: 'busy' });
    await release(old.holdId);
    expect(await hold(wish(8, 10))).toEqual({ outcome: 'held' });
  });

  it('none gets time that the person has blocked', async () => {
    const blocked = { startDate: at(9).toISOString(), endDate: at(11).toISOString(), isAvailable: false };
    expect((await askUsers(admin, 'PUT', `/api/users/${crewId}/availability`, blocked)).status).toBe(200);
    expect(await hold(wish(8, 12))).toEqual({
      outcome: 'busy',
      conflicts: [{ kind: 'unavailability', startTime: at(9).toISOString(), endTime: at(11).toISOString() }],
    });
    expect(await hold(wish(11, 12))).toEqual({ outcome: 'held' });
  });

  it('of a hold and a block at the same moment one wins, never both', async () => {
    const person = actorOf('crew', { userId: crewId, customerId: company });
    for (let round = 0; round < 5; round += 1) {
      const day = 24 * (round + 1);
      const time = wish(day + 8, day + 12);
      const block = { startDate: at(day + 10).toISOString(), endDate: at(day + 14).toISOString(), isAvailable: false };
      const [held, blocked] = await Promise.all([
        hold(time),
        askUsers(person, 'PUT', `/api/users/${crewId}/availability`, block),
      ]);
      expect([held.outcome, blocked.status]).toSatisfy(
        ([outcome, status]) => (outcome === 'held' && status === 409) || (outcome === 'busy' && status === 200),
      );
    }
  });

  it('that of nobody, of somebody who is not crew, or of somebody who is leaving, is gone', async () => {
    expect(await hold(wish(8, 12, { crewId: newId<UserId>() }))).toEqual({ outcome: 'gone' });
    const { body } = await askUsers(admin, 'POST', '/api/users', {
      email: `admin-${newId<UserId>()}@users.example`,
      userType: 1,
      firstName: 'Ada',
      lastName: 'Admin',
    });
    expect(await hold(wish(8, 12, { crewId: idOf(body) }))).toEqual({ outcome: 'gone' });

    const filter = { _id: oid(crewId) };
    await env.DATA.run('updateOne', { collection: 'crew_calendars', filter, update: { $set: { open: false } } });
    expect(await hold(wish(8, 12))).toEqual({ outcome: 'gone' });
  });

  it('one of crew whose calendar is missing makes it', async () => {
    await env.DATA.run('deleteOne', { collection: 'crew_calendars', filter: { _id: oid(crewId) } });
    const outcomes = await Promise.all([hold(wish(8, 12)), hold(wish(12, 14))]);
    expect(outcomes).toEqual([{ outcome: 'held' }, { outcome: 'held' }]);
    expect(await heldIds()).toHaveLength(2);
  });

  it('one takes a single round trip when the time is free, and two when it is not', async () => {
    const first = callAt(new Date());
    await holdTime(wish(8, 12), depsWith(first), new Date());
    expect(first.meter.roundTrips).toBe(1);
    const second = callAt(new Date());
    await holdTime(wish(8, 12), depsWith(second), new Date());
    expect(second.meter.roundTrips).toBe(2);
  });

  it('marks the calendar as unsettled from the oldest hold on', async () => {
    const [older, newer] = [new Date(Date.now() - 5000), new Date()];
    await holdTime(wish(8, 10), depsWith(callAt(older)), older);
    await holdTime(wish(10, 12), depsWith(callAt(newer)), newer);
    expect((await calendar()).unsettledSince).toEqual({ $date: older.toISOString() });
  });
});

describe('releasing', () => {
  it('frees the time for others', async () => {
    const time = wish(8, 12);
    await hold(time);
    await release(time.holdId);
    expect(await hold(wish(8, 12))).toEqual({ outcome: 'held' });
  });

  it('the same again changes nothing', async () => {
    const time = wish(8, 12);
    await hold(time);
    await release(time.holdId);
    const { version } = await calendar();
    await release(time.holdId);
    expect((await calendar()).version).toBe(version);
  });

  // The model's planted fault pull-by-time: a late release of an old hold strikes a newer one of the same time.
  it('a hold leaves a newer hold of the same booking and time', async () => {
    const old = wish(8, 12);
    await hold(old);
    const newer = wish(8, 12, { bookingId: old.bookingId });
    await hold(newer);
    await release(old.holdId);
    expect(await heldIds()).toEqual([newer.holdId]);
    await release(old.holdId);
    expect(await heldIds()).toEqual([newer.holdId]);
  });

  it('several takes them all in one write', async () => {
    const times = [wish(8, 10), wish(10, 12), wish(12, 14)];
    for (const time of times) await hold(time);
    const { version } = await calendar();
    await release(...times.slice(0, 2).map(({ holdId }) => holdId));
    expect(await heldIds()).toEqual([times[2]?.holdId]);
    expect((await calendar()).version).toBe(version + 1);
  });
});
