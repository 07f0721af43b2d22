import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { unavailable } from '#shared/errors';
import { newId, type BookingId, type CustomerId, type HoldId, type UserId } from '#shared/ids';
import { HOUR_MS, MINUTE_MS } from '#shared/instant';
import { holdTime } from './commands/hold-time.ts';
import { setAvailability } from './commands/set-availability.ts';
import { settleCalendars } from './commands/settle-calendars.ts';
import type { HeldTime, HoldVerdict } from './ports.ts';
import { aCrewCompany, aCrewMember, admin } from './testing/people.ts';
import { callAt, depsWith } from './testing/users-worker.ts';

const START = Date.UTC(2031, 4, 10);
// Each test has a minute of its own to sweep in, far ahead, so that it meets what it made and not what others made.
const now = Date.now();
const after = (minutes: number) => new Date(now + minutes * MINUTE_MS);

let company: CustomerId;
let crewId: UserId;
beforeEach(async () => {
  company ??= await aCrewCompany();
  crewId = await aCrewMember(company);
});

async function held(hour: number, heldAt: Date, bookingId = newId<BookingId>()): Promise<HoldId> {
  const holdId = newId<HoldId>();
  const [start, end] = [new Date(START + hour * HOUR_MS), new Date(START + (hour + 1) * HOUR_MS)];
  const outcome = await holdTime({ crewId, holdId, bookingId, start, end }, depsWith(callAt(heldAt)), heldAt);
  expect(outcome).toEqual({ outcome: 'held' });
  return holdId;
}

async function calendar() {
  const found = await env.DATA.run('findOne', { collection: 'crew_calendars', filter: { _id: oid(crewId) } });
  if (!found.ok || !found.answer.document) throw new Error('no calendar');
  const { holds, unsettledSince } = found.answer.document as unknown as {
    holds: { holdId: { $oid: HoldId } }[];
    unsettledSince?: { $date: string };
  };
  return { holds: holds.map(({ holdId }) => holdId.$oid), unsettledSince: unsettledSince?.$date };
}

/** Sweeps at a moment, with what the bookings Worker says of each hold; answers the holds of this test it was asked about. */
async function sweep(at: Date, says: (hold: HeldTime) => HoldVerdict['verdict'] | Promise<never>): Promise<HoldId[]> {
  const call = callAt(at);
  const asked: HoldId[] = [];
  const deps = depsWith(call, {
    settleHolds: async (holds) => {
      const verdicts: HoldVerdict[] = [];
      for (const hold of holds) {
        if (hold.crewId === crewId) asked.push(hold.holdId);
        verdicts.push({ holdId: hold.holdId, verdict: hold.crewId === crewId ? await says(hold) : 'stands' });
      }
      return { ok: true, value: verdicts };
    },
  });
  await settleCalendars(deps, call);
  return asked;
}

describe('the sweep over calendars', () => {
  it('releases the holds that have no live booking, keeps the others, and settles the calendar', async () => {
    const dead = await held(8, after(0));
    const standing = await held(9, after(0));
    await sweep(after(2), ({ holdId }) => (holdId === dead ? 'release' : 'stands'));
    expect(await calendar()).toEqual({ holds: [standing], unsettledSince: undefined });
  });

  it('run twice does the same', async () => {
    const dead = await held(8, after(0));
    expect(await sweep(after(2), () => 'release')).toEqual([dead]);
    expect(await sweep(after(3), () => 'release')).toEqual([]);
    expect((await calendar()).holds).toEqual([]);
  });

  it('leaves a hold alone whose booking may still be being made, and comes for it as soon as it is old enough', async () => {
    const old = await held(8, after(0));
    const young = await held(9, after(1.5));
    expect(await sweep(after(2), () => 'stands')).toEqual([old]);
    expect(await calendar()).toEqual({ holds: [old, young], unsettledSince: after(1.5).toISOString() });
    const asked = await sweep(after(2.6), ({ holdId }) => (holdId === young ? 'release' : 'stands'));
    expect(asked.toSorted()).toEqual([old, young].toSorted());
    expect(await calendar()).toEqual({ holds: [old], unsettledSince: undefined });
  });

  it('does not clear the mark over a hold that came while it was deciding', async () => {
    const old = await held(8, after(0));
    let late: HoldId | undefined;
    await sweep(after(2), async () => {
      late ??= await held(9, after(2));
      return 'stands' as never;
    });
    const { holds, unsettledSince } = await calendar();
    expect(holds).toEqual([old, late]);
    expect(unsettledSince).toBeDefined();
  });

  it('does not clear the mark over a hold that came between its reading and its clearing', async () => {
    const old = await held(8, after(0));
    const call = callAt(after(2));
    const slot = { start: new Date(START), end: new Date(START + HOUR_MS), isAvailable: false };
    await setAvailability(crewId, slot, null, admin, depsWith(callAt(after(0))), callAt(after(0)));
    let late: Promise<HoldId> | undefined;
    const deps = depsWith(call, {
      settleHolds: (holds) =>
        Promise.resolve({ ok: true, value: holds.map(({ holdId }) => ({ holdId, verdict: 'stands' })) }),
      // Asked after the calendar was read, and before it is written.
      askHandled: async (_subscriber, ids) => {
        await (late ??= held(9, after(2)));
        return ids;
      },
    });
    await settleCalendars(deps, call);
    const { holds, unsettledSince } = await calendar();
    expect(holds).toEqual([old, await late]);
    expect(unsettledSince).toBeDefined();
  });

  it('keeps every hold while bookings cannot be reached, and comes again', async () => {
    const holdId = await held(8, after(0));
    const call = callAt(after(2));
    await settleCalendars(
      depsWith(call, { settleHolds: () => Promise.resolve({ ok: false, refusal: unavailable('bookings').refusal }) }),
      call,
    );
    const { holds, unsettledSince } = await calendar();
    expect(holds).toEqual([holdId]);
    expect(unsettledSince).toBeDefined();
    await sweep(after(4), () => 'release');
    expect((await calendar()).holds).toEqual([]);
  });
});

// What the model of holds shows to break, as far as it is decided here (no_double_booking.py and its planted faults).
describe('a hold', () => {
  it('that lands late, after its saga was undone, is taken away by the sweep (no-tombstone)', async () => {
    // The saga gave up and its booking is a tombstone; only then does the hold land.
    const late = await held(8, after(0));
    expect(await sweep(after(2), () => 'release')).toEqual([late]);
    expect((await calendar()).holds).toEqual([]);
  });

  it('of a booking that moved is released by its own id; the one that the booking names stays (naive-move)', async () => {
    const bookingId = newId<BookingId>();
    const old = await held(8, after(0), bookingId);
    const named = await held(8, after(0), bookingId);
    await sweep(after(2), ({ holdId }) => (holdId === named ? 'stands' : 'release'));
    expect((await calendar()).holds).toEqual([named]);
    expect(old).not.toBe(named);
  });
});
