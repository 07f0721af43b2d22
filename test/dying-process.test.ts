import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { bookingStatus } from '#shared/enums';
import { scheduledConcert, signIn, type Client, type Json } from './support/client.ts';
import { bothEngines } from './support/engines.ts';
import { eventually } from './support/eventually.ts';
import { startSystem, type System } from './support/system.ts';
import { openTap, type Operation, type Tap } from './support/tap/tap.ts';

const { mongod, engines } = await bothEngines();
afterAll(() => mongod?.stop());

/** The sweeps take over after half a second here instead of a minute, so that a test need not wait for three. */
const SETTLE_AFTER_MS = '500';
const workers = [
  'auth',
  'users',
  'customers',
  'events',
  'bookings',
  'invoicing',
  'notifications',
  'analytics',
  'operations',
];
const vars = Object.fromEntries(workers.map((name) => [`thenorsound-${name}`, { SETTLE_AFTER_MS }]));

type Stored = Record<string, unknown> & { _id: { $oid: string } };

const isHold = ({ action, request }: Operation) => action === 'updateOne' && request.collection === 'crew_calendars';
const isBookingInsert = ({ action, request }: Operation) => action === 'insertOne' && request.collection === 'bookings';
const isNotification = ({ action, request }: Operation) =>
  (action === 'insertOne' || action === 'insertMany') && request.collection === 'notifications';
const isInboxNote = ({ action, request }: Operation) =>
  action === 'insertMany' && request.collection === 'inbox_notifications';

/** Every place between two steps of the saga at which the process can die. */
const deaths = [
  { when: 'before the hold is written', step: isHold, side: 'before' },
  { when: 'after the hold, before anything else', step: isHold, side: 'after' },
  { when: 'before the booking is written', step: isBookingInsert, side: 'before' },
  { when: 'after the booking, before its event is sent and the answer is given', step: isBookingInsert, side: 'after' },
  { when: 'before the consumer takes effect', step: isNotification, side: 'before' },
  { when: 'after the effect, before the message is noted', step: isInboxNote, side: 'before' },
] as const;

describe.each(engines)('the process dies in the middle of a booking on $engine', ({ options }) => {
  let tap: Tap;
  let system: System;
  let organizer: Client;
  let drummer: Json;
  beforeAll(async () => {
    tap = await openTap();
    system = await startSystem({ ...options, tap, vars });
    await seedDemo(system.data, new Date());
    organizer = await signIn(system, 'organizer');
    drummer = (await signIn(system, 'crew')).user;
  });
  afterAll(async () => {
    await system.stop();
    await tap.close();
  });

  async function prepared() {
    const { id: eventId, at } = await scheduledConcert(organizer);
    const wish = { eventId, crewId: drummer.id, startTime: at(0), endTime: at(2) };
    const before = new Set((await stored('bookings')).map(({ _id }) => _id.$oid));
    return { wish, before };
  }

  const stored = async (collection: string, filter = {}): Promise<Stored[]> => {
    const found = await system.data.run('find', { collection, filter });
    if (!found.ok) throw new Error(found.failure.message);
    return found.answer.documents as Stored[];
  };

  /** Sweeps until nothing is unfinished any more, then says what became of the booking: whole, or nothing. */
  async function settled(before: Set<string>): Promise<'whole' | 'nothing'> {
    return eventually(async () => {
      await system.tick();
      const crewId = { $oid: drummer.id };
      const [calendar] = await stored('crew_calendars', { _id: crewId });
      const bookings = (await stored('bookings', { kind: 'booking', crewId })) as (Stored & {
        status: number;
        holdId: { $oid: string };
        outbox: unknown[];
      })[];
      const live = bookings.filter(
        ({ status }) => status === bookingStatus.Requested || status === bookingStatus.Confirmed,
      );
      const holds = (calendar?.['holds'] ?? []) as { holdId: { $oid: string } }[];
      // No reserved time without a booking that it guards, and no such booking without its time.
      expect(new Set(holds.map(({ holdId }) => holdId.$oid))).toEqual(new Set(live.map(({ holdId }) => holdId.$oid)));
      const made = live.filter(({ _id }) => !before.has(_id.$oid));
      for (const booking of made) {
        expect(booking.outbox).toEqual([]);
        const link = `/bookings/${booking._id.$oid}`;
        const told = await stored('notifications', { link });
        // Exactly once: everybody concerned has one notification of it, however often its event was sent.
        expect(told.length).toBeGreaterThan(0);
        expect(new Set(told.map(({ userId }) => JSON.stringify(userId))).size).toBe(told.length);
      }
      expect(calendar?.['unsettledSince']).toBeUndefined();
      return made.length === 0 ? 'nothing' : 'whole';
    }, 60_000);
  }

  it.each(deaths)('$when: afterwards there is a whole booking, or nothing', async ({ step, side }) => {
    const { wish, before } = await prepared();
    const died = new Promise<void>((resolve) => {
      const deadly = async (operation: Operation) => {
        if (!step(operation)) return undefined;
        tap.before(undefined);
        tap.after(undefined);
        await system.kill();
        resolve();
        return undefined;
      };
      if (side === 'before') tap.before(deadly);
      else {
        tap.after(async (operation) => {
          await deadly(operation);
        });
      }
    });
    // The connection breaks under the client, or it was answered already when a consumer died.
    const answer = organizer.ask('POST', '/api/bookings', wish).catch(() => null);
    await died;
    const answered = await answer;
    await system.restart();

    const outcome = await settled(before);
    if (answered?.status === 201) expect(outcome).toBe('whole');

    // What is free can be booked, what is taken cannot.
    const again = await organizer.ask('POST', '/api/bookings', wish);
    expect(again.status).toBe(outcome === 'whole' ? 409 : 201);
  });

  it.each([
    { write: 'the hold', step: isHold },
    { write: 'the booking', step: isBookingInsert },
  ])('$write looked failed and lands late: it does not come back to life', async ({ step }) => {
    const { wish, before } = await prepared();
    let late: Operation | undefined;
    tap.before((operation) => {
      if (late || !step(operation)) return 'none';
      late = operation;
      return 'not-written';
    });
    const answered = await organizer.ask('POST', '/api/bookings', wish);
    expect(answered.status).toBe(503);
    tap.before(undefined);
    if (!late) throw new Error('the step never came');
    await system.data.run(late.action, late.request);

    expect(await settled(before)).toBe('nothing');
    await organizer.must(201, 'POST', '/api/bookings', wish);
  });

  it.each([
    { write: 'the hold', step: isHold },
    { write: 'the booking', step: isBookingInsert },
  ])('the answer to $write is lost: it stands whole, or is undone', async ({ step }) => {
    const { wish, before } = await prepared();
    let done = false;
    tap.before((operation) => {
      if (done || !step(operation)) return 'none';
      done = true;
      return 'answer-lost';
    });
    const answered = await organizer.ask('POST', '/api/bookings', wish);
    tap.before(undefined);
    const outcome = await settled(before);
    if (answered.status === 201) expect(outcome).toBe('whole');
  });
});
