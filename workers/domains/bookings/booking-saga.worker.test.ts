import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/actor';
import type { Call } from '#shared/call';
import type { DataAction, DataActions, DataApi, DataReply } from '#shared/data-api';
import { oid } from '#shared/documents';
import { newId, type BookingId, type CustomerId, type EventId, type HoldId, type UserId } from '#shared/ids';
import { ask } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { aCrewCompany, aCrewMember, aDay, anEvent, anOrganizer } from '../../../test/support/assembly/stage.ts';
import { eventually } from '../../../test/support/eventually.ts';
import type { StoredBooking } from './booking.documents.ts';
import { cancelBooking } from './commands/cancel-booking.ts';
import { createBooking } from './commands/create-booking.ts';
import { updateBooking } from './commands/update-booking.ts';
import { depsFrom, type Env } from './deps.ts';
import { isLive } from './domain/booking.ts';
import type { Deps, Hold } from './ports.ts';
import { releaseWhatIsLeft } from './release-holds.ts';
import { settleHolds } from './settle-holds.ts';

/**
 * The orders of writes in the booking saga, driven through every mishap on the real store: at each write the process may
 * lose the answer, the write may never happen or may land late, and the process may die. Whatever happens, in the end a
 * live booking has its hold, and no time is held for anything else.
 */

/** When a late write lands. */
const moments = ['before the next write', 'before the sweep', 'within the sweep', 'after the sweep'] as const;
type Moment = (typeof moments)[number];
type Mishap = { write: 'never happens' | 'happens, unheard' } | { write: 'is late'; lands: Moment };
type Fate = 'well' | (Mishap & { dies: boolean });

const mishaps: Mishap[] = [
  { write: 'never happens' },
  { write: 'happens, unheard' },
  ...moments.map((lands) => ({ write: 'is late' as const, lands })),
];
const survived: Fate[] = mishaps.map((mishap) => ({ ...mishap, dies: false }));
const fatal: Fate[] = mishaps.map((mishap) => ({ ...mishap, dies: true }));

const changing: readonly DataAction[] = ['insertOne', 'updateOne', 'updateMany', 'deleteOne', 'deleteMany'];

/** A process whose writes meet their fates, one after another. */
class Process {
  readonly #fates: readonly Fate[];
  #late: { lands: Moment; land: () => Promise<unknown> }[] = [];
  #dead = false;
  writes = 0;

  constructor(fates: readonly Fate[]) {
    this.#fates = fates;
  }

  /** Another request goes on where this one died: what it had under way may still land. */
  revive(): void {
    this.#dead = false;
  }

  get dead(): boolean {
    return this.#dead;
  }

  async land(moment: Moment): Promise<void> {
    const landing = this.#late.filter(({ lands }) => lands === moment);
    this.#late = this.#late.filter(({ lands }) => lands !== moment);
    for (const { land } of landing) await land();
  }

  async write<T>(perform: () => Promise<T>, fail: () => T): Promise<T> {
    if (this.#dead) return fail();
    await this.land('before the next write');
    const fate = this.#fates[this.writes] ?? 'well';
    this.writes += 1;
    if (fate === 'well') return perform();
    if (fate.write === 'happens, unheard') await perform();
    if (fate.write === 'is late') this.#late.push({ lands: fate.lands, land: perform });
    this.#dead = fate.dies;
    return fail();
  }

  /** The dependencies of the bookings Worker, with this process between it and whatever it changes. */
  deps(): Deps {
    const lost = (): DataReply<DataAction> => ({
      ok: false,
      failure: { kind: 'unknown-outcome', message: 'the answer was lost' },
    });
    const data: DataApi = {
      run: <A extends DataAction>(action: A, request: DataActions[A]['request']) =>
        changing.includes(action)
          ? this.write(() => env.DATA.run(action, request), lost)
          : env.DATA.run(action, request),
    };
    const deps = depsFrom({ ...(env as unknown as Env), DATA: data }, call());
    const unreachable = (): never => {
      throw new Error('the connection was lost');
    };
    return {
      ...deps,
      hold: (hold) => this.write(() => deps.hold(hold), unreachable),
      releaseHolds: (crewId, holdIds) => this.write(() => deps.releaseHolds(crewId, holdIds), unreachable),
      // What follows from events is tested elsewhere.
      publish: () => undefined,
    };
  }
}

const call = (afterAnswer: Promise<unknown>[] = []): Call => ({
  trace: traceFrom(null),
  meter: { roundTrips: 0 },
  now: () => new Date(),
  // An undo that fails is the sweep's business.
  afterAnswer: (work) => void afterAnswer.push(work.catch(() => undefined)),
});
const untroubled = () => new Process([]).deps();

let company: { customerId: CustomerId };
let organizer: { customerId: CustomerId; manager: SignedIn };

beforeAll(async () => {
  [company, organizer] = await Promise.all([aCrewCompany(), anOrganizer()]);
});

let wishes = 0;
let stage: Promise<{ eventId: EventId; crewId: UserId; at: (hours: number) => string }>;

/** A wish for two hours that nothing else in this file wants. Calendars are kept short: five wishes for each person. */
async function aWish() {
  const place = wishes % 5;
  wishes += 1;
  if (place === 0) {
    const at = aDay();
    stage = Promise.all([anEvent(organizer.customerId, at), aCrewMember(company.customerId)]).then(
      ([{ eventId }, { crewId }]) => ({ eventId, crewId, at }),
    );
  }
  const { eventId, crewId, at } = await stage;
  return {
    eventId,
    crewId,
    startTime: new Date(at(2 * place)),
    endTime: new Date(at(2 * place + 2)),
    notes: null,
  };
}
type Wish = Awaited<ReturnType<typeof aWish>>;

async function holdsOf({ crewId, startTime, endTime }: Wish): Promise<Hold[]> {
  const answer = await env.DATA.run('findOne', {
    collection: 'crew_calendars',
    filter: { _id: oid(crewId) },
  });
  if (!answer.ok) throw new Error('the calendar cannot be read');
  interface StoredHold {
    holdId: { $oid: HoldId };
    bookingId: { $oid: BookingId };
    start: { $date: string };
    end: { $date: string };
  }
  const { holds } = answer.answer.document as unknown as { holds: StoredHold[] };
  return holds
    .map(({ holdId, bookingId, start, end }) => ({
      crewId,
      holdId: holdId.$oid,
      bookingId: bookingId.$oid,
      start: new Date(start.$date),
      end: new Date(end.$date),
    }))
    .filter(({ start }) => start >= startTime && start < endTime);
}

const bookingsOf = ({ crewId, startTime, endTime }: Wish): Promise<StoredBooking[]> =>
  untroubled().bookings.find({ crewId: oid(crewId), startTime: { $gte: startTime, $lt: endTime } });

/** What the sweep of calendars does about old holds: asks for verdicts, then releases. */
async function sweepHolds(wish: Wish, process: Process): Promise<void> {
  const deps = untroubled();
  await process.land('before the next write');
  await process.land('before the sweep');
  const verdicts = await settleHolds(await holdsOf(wish), deps, call());
  await process.land('within the sweep');
  const dead = verdicts.filter(({ verdict }) => verdict === 'release').map(({ holdId }) => holdId);
  if (dead.length > 0) await ask('users', deps.releaseHolds(wish.crewId, dead));
  await process.land('after the sweep');
}

/** At most one live booking, and exactly the hold that it names. */
async function expectWholeOrNothing(wish: Wish): Promise<StoredBooking | undefined> {
  const [bookings, holds] = await Promise.all([bookingsOf(wish), holdsOf(wish)]);
  const live = bookings.filter(({ status }) => isLive(status));
  expect(live.length).toBeLessThanOrEqual(1);
  expect(holds.map(({ holdId }) => holdId)).toEqual(live.map(({ holdId }) => holdId));
  return live[0];
}

/** Every course that a process can take with at most `most` mishaps, found by running it. */
async function throughEveryCourse(most: number, run: (course: readonly Fate[]) => Promise<Process>): Promise<number> {
  let courses = 0;
  const explore = async (course: readonly Fate[], left: number): Promise<void> => {
    courses += 1;
    const { writes } = await run(course).catch((error: unknown) => {
      throw new Error(`after ${JSON.stringify(course)}`, { cause: error });
    });
    if (left === 0) return;
    const branches: (readonly Fate[])[] = [];
    for (let next = course.length; next < writes; next += 1) {
      const well = Array.from({ length: next - course.length }, () => 'well' as const);
      // A mishap in the undo is its end, so that dying of it makes no difference.
      for (const fate of course.length === 0 ? [...survived, ...fatal] : survived)
        branches.push([...course, ...well, fate]);
    }
    // Each course has a time of its own, so they do not meet.
    await Promise.all(branches.map((branch) => explore(branch, left - 1)));
  };
  await explore([], most);
  return courses;
}

it('the sweep gives back what a cancellation left held, and clears the mark once everybody has heard of it', async () => {
  const wish = await aWish();
  const { _id: id } = await createBooking(wish, newId<BookingId>(), false, organizer.manager, untroubled(), call());
  const dying = new Process(['well', { write: 'never happens', dies: true }]);
  await cancelBooking(id, { cancellationReason: 'Rain' }, null, organizer.manager, dying.deps(), call());
  expect(await holdsOf(wish)).toHaveLength(1);

  const { BOOKINGS } = env as unknown as Env & {
    BOOKINGS: { sweep: (traceparent: string) => Promise<unknown> };
  };
  const settled = await eventually(async () => {
    // As if a minute had passed, each time: what is not heard of yet is sent again and waits for the next sweep.
    await untroubled().bookings.update(
      { _id: oid(id), unsettledSince: { $exists: true } },
      {
        $set: { unsettledSince: new Date(0) },
      },
    );
    await BOOKINGS.sweep('');
    const booking = await untroubled().bookings.findOne({ _id: oid(id) });
    return booking?.unsettledSince === undefined && booking;
  });
  expect(settled).toMatchObject({
    outbox: [],
    holdsToRelease: [],
    status: 'Cancelled',
    version: 2,
  });
  expect(await holdsOf(wish)).toEqual([]);
});

describe('making a booking, whatever becomes of two of its writes', () => {
  it('leaves a whole booking or nothing, and the same request again ends with one booking', async () => {
    const courses = await throughEveryCourse(2, async (course) => {
      const wish = await aWish();
      const id = newId<BookingId>();
      const process = new Process(course);
      const afterAnswer: Promise<unknown>[] = [];
      const answered = await createBooking(wish, id, false, organizer.manager, process.deps(), call(afterAnswer)).catch(
        () => null,
      );
      await Promise.all(afterAnswer);

      await sweepHolds(wish, process);
      await sweepHolds(wish, process);
      const standing = await expectWholeOrNothing(wish);
      if (answered && !process.dead) expect(standing?._id).toBe(answered._id);

      const again = await createBooking(wish, id, true, organizer.manager, untroubled(), call());
      if (standing) expect(again._id).toBe(standing._id);
      expect((await expectWholeOrNothing(wish))?._id).toBe(again._id);
      return process;
    });
    // Two writes when all goes well, and an undo of two more after the first mishap.
    expect(courses).toBeGreaterThan(150);
  }, 120_000);
});

describe('cancelling a booking, whatever becomes of its writes', () => {
  it('leaves it live with its hold, or cancelled with its time free', async () => {
    await throughEveryCourse(2, async (course) => {
      const wish = await aWish();
      const { _id: id } = await createBooking(wish, newId<BookingId>(), false, organizer.manager, untroubled(), call());
      const process = new Process(course);
      const reason = { cancellationReason: 'Rain' };
      const answered = await cancelBooking(id, reason, null, organizer.manager, process.deps(), call()).catch(
        () => null,
      );

      for (let sweeps = 0; sweeps < 2; sweeps += 1) {
        for (const booking of await bookingsOf(wish)) {
          if (booking.holdsToRelease.length > 0) expect(booking.unsettledSince).toBeInstanceOf(Date);
          await releaseWhatIsLeft(booking, untroubled());
        }
        await sweepHolds(wish, process);
      }
      const standing = await expectWholeOrNothing(wish);
      if (answered) expect(standing).toBeUndefined();
      return process;
    });
  }, 120_000);
});

describe('moving a booking there and back, whatever becomes of its writes', () => {
  const HOUR_MS = 3_600_000;
  /** The first or the second hour of the wish. */
  const hourOf = ({ startTime }: Wish, hour: 0 | 1) => ({
    startTime: new Date(startTime.getTime() + hour * HOUR_MS),
    endTime: new Date(startTime.getTime() + (hour + 1) * HOUR_MS),
  });
  const bookedForAnHour = async () => {
    const wish = await aWish();
    const first = { ...wish, ...hourOf(wish, 0) };
    const booking = await createBooking(first, newId<BookingId>(), false, organizer.manager, untroubled(), call());
    return { wish, id: booking._id };
  };
  const move = (id: BookingId, to: { startTime: Date; endTime: Date }, deps: Deps) =>
    updateBooking(id, to, null, organizer.manager, deps, call());

  /** At every moment: live, and guarded by the hold that it names, at its own time. */
  async function expectGuarded(wish: Wish): Promise<StoredBooking> {
    const [[booking, ...others], holds] = await Promise.all([bookingsOf(wish), holdsOf(wish)]);
    expect(others).toEqual([]);
    if (!booking) throw new Error('the booking has gone');
    expect(isLive(booking.status)).toBe(true);
    expect(holds.find(({ holdId }) => holdId === booking.holdId)).toMatchObject({
      start: booking.startTime,
      end: booking.endTime,
    });
    if (booking.holdsToRelease.length > 0) expect(booking.unsettledSince).toBeInstanceOf(Date);
    return booking;
  }

  async function sweep(wish: Wish, process: Process): Promise<void> {
    await releaseWhatIsLeft(await expectGuarded(wish), untroubled());
    await sweepHolds(wish, process);
    await expectGuarded(wish);
  }

  it.each([
    { between: 'nothing', sweeps: false, most: 2, atLeast: 150 },
    { between: 'a sweep', sweeps: true, most: 1, atLeast: 50 },
  ])(
    'leaves it at one of the two times, held for it alone, with $between in between',
    async ({ sweeps, most, atLeast }) => {
      const courses = await throughEveryCourse(most, async (course) => {
        const { wish, id } = await bookedForAnHour();
        const process = new Process(course);
        let last: StoredBooking | null = null;
        for (const hour of [1, 0] as const) {
          const before = await expectGuarded(wish);
          last = await move(id, hourOf(wish, hour), process.deps()).catch(() => null);
          await expectGuarded(wish);
          // What stood there already was not written, so that what is late may still move it.
          if (last?.version === before.version) last = null;
          process.revive();
          if (sweeps && hour === 1) await sweep(wish, process);
        }
        await sweep(wish, process);
        await sweep(wish, process);
        await sweep(wish, process);
        const standing = await expectWholeOrNothing(wish);
        if (last) expect(standing?.startTime).toEqual(hourOf(wish, 0).startTime);

        const again = await move(id, hourOf(wish, 1), untroubled());
        expect(again).toMatchObject({ ...hourOf(wish, 1), status: 'Requested' });
        return process;
      });
      // Two moves of three writes each when all goes well.
      expect(courses).toBeGreaterThan(atLeast);
    },
    240_000,
  );

  it('begins anew with another hold where a sweep comes between its hold and its write', async () => {
    const { wish, id } = await bookedForAnHour();
    const deps = untroubled();
    let held: Hold[] = [];
    let swept = false;
    const update: Deps['bookings']['update'] = async (filter, how) => {
      if (!swept) {
        swept = true;
        held = await holdsOf(wish);
        await sweepHolds(wish, new Process([]));
      }
      return deps.bookings.update(filter, how);
    };
    const moved = await move(id, hourOf(wish, 1), { ...deps, bookings: { ...deps.bookings, update } });
    expect(held).toHaveLength(2);
    expect(held.map(({ holdId }) => holdId)).not.toContain(moved.holdId);
    await expectWholeOrNothing(wish);
  });

  it('gives up with 409, and keeps its time, where it is changed each time before it can write', async () => {
    const { wish, id } = await bookedForAnHour();
    const deps = untroubled();
    const lost = { ...deps, bookings: { ...deps.bookings, update: () => Promise.resolve(false) } };
    await expect(move(id, hourOf(wish, 1), lost)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await expectGuarded(wish)).startTime).toEqual(wish.startTime);
    await sweep(wish, new Process([]));
    await sweep(wish, new Process([]));
    await expectWholeOrNothing(wish);
  });
});

describe('the verdict on an old hold', () => {
  const verdictOn = async (hold: Hold) => (await settleHolds([hold], untroubled(), call()))[0]?.verdict;
  const booked = async () => {
    const wish = await aWish();
    const booking = await createBooking(wish, newId<BookingId>(), false, organizer.manager, untroubled(), call());
    const hold: Hold = {
      crewId: wish.crewId,
      holdId: booking.holdId,
      bookingId: booking._id,
      start: wish.startTime,
      end: wish.endTime,
    };
    return { wish, booking, hold };
  };

  it('is that it stands while its booking is live and names it', async () => {
    const { hold, booking } = await booked();
    expect(await verdictOn(hold)).toBe('stands');
    expect((await untroubled().bookings.findOne({ _id: oid(booking._id) }))?.version).toBe(1);
  });

  it('is release once its booking is cancelled', async () => {
    const { hold, booking } = await booked();
    await cancelBooking(booking._id, { cancellationReason: 'Rain' }, null, organizer.manager, untroubled(), call());
    expect(await verdictOn(hold)).toBe('release');
  });

  it('of a booking that names another hold is release, and a move that read the booking before must fail', async () => {
    const { hold, booking } = await booked();
    expect(await verdictOn({ ...hold, holdId: newId<HoldId>() })).toBe('release');
    const lateMove = await untroubled().bookings.update(
      { _id: oid(booking._id), version: booking.version },
      { $set: {} },
    );
    expect(lateMove).toBe(false);
  });

  it('of a booking that is being changed at this moment is that it stands, until the next sweep', async () => {
    const { hold } = await booked();
    const deps = untroubled();
    const changing = {
      ...deps,
      bookings: { ...deps.bookings, update: () => Promise.resolve(false) },
    };
    const other = { ...hold, holdId: newId<HoldId>() };
    expect(await settleHolds([other], changing, call())).toEqual([{ holdId: other.holdId, verdict: 'stands' }]);
  });

  it('of a booking that was never written is release, and a late insert of it must fail', async () => {
    const wish = await aWish();
    const id = newId<BookingId>();
    const hold: Hold = {
      crewId: wish.crewId,
      holdId: id as string as HoldId,
      bookingId: id,
      start: wish.startTime,
      end: wish.endTime,
    };
    expect(await verdictOn(hold)).toBe('release');
    expect(await verdictOn(hold)).toBe('release');
    const late = createBooking(wish, id, false, organizer.manager, untroubled(), call());
    await expect(late).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect(await expectWholeOrNothing(wish)).toBeUndefined();
  });

  it('in doubt is that it stands, for this hold alone', async () => {
    const { hold } = await booked();
    const missing = { ...hold, bookingId: newId<BookingId>(), holdId: newId<HoldId>() };
    const troubled = new Process([{ write: 'never happens', dies: true }]).deps();
    expect(await settleHolds([missing, hold], troubled, call())).toEqual([
      { holdId: missing.holdId, verdict: 'stands' },
      { holdId: hold.holdId, verdict: 'stands' },
    ]);
    expect(await settleHolds([], troubled, call())).toEqual([]);
  });
});
