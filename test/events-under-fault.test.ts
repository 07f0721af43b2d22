import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../scripts/demo/seed.ts';
import { scheduledConcert, signIn, type Client, type Json } from './support/client.ts';
import { eventually } from './support/eventually.ts';
import { startSystem, type System } from './support/system.ts';
import { openTap, type Operation, type Tap } from './support/tap/tap.ts';

/** A retry comes after 2, 4, 8 s: what is down for seconds is made good within these. */
const MADE_GOOD_WITHIN_MS = 60_000;
const SETTLE_AFTER_MS = '1000';
const subscribing = ['bookings', 'invoicing', 'notifications', 'analytics', 'operations', 'events'];

interface DeadLetter extends Json {
  subscriber: string;
  lastError: string;
}

describe('events on a running system, when something is wrong', () => {
  let tap: Tap;
  let system: System;
  let admin: Client;
  let organizer: Client;
  let drummer: Client;
  // Read anew at each restart.
  const vars: Record<string, Record<string, string>> = Object.fromEntries(
    subscribing.map((name) => [`thenorsound-${name}`, { SETTLE_AFTER_MS }]),
  );
  beforeAll(async () => {
    tap = await openTap();
    system = await startSystem({ tap, vars });
    await seedDemo(system.data, new Date());
    [admin, organizer, drummer] = await Promise.all([
      signIn(system, 'admin'),
      signIn(system, 'organizer'),
      signIn(system, 'crew'),
    ]);
  });
  afterEach(() => {
    tap.before(undefined);
    tap.after(undefined);
  });
  afterAll(async () => {
    await system.stop();
    await tap.close();
  });

  async function booked(): Promise<string> {
    const { id: eventId, at } = await scheduledConcert(organizer);
    const wish = { eventId, crewId: drummer.user.id, startTime: at(0), endTime: at(2) };
    return (await organizer.must(201, 'POST', '/api/bookings', wish)).id;
  }
  const confirm = (id: string) => drummer.must(200, 'PUT', `/api/bookings/${id}/confirm`);
  const cancel = (id: string) =>
    organizer.must(200, 'PUT', `/api/bookings/${id}/cancel`, { cancellationReason: 'Rain' });

  const found = async (collection: string, filter: Record<string, Json | string | object>) => {
    const reply = await system.data.run('find', { collection, filter: filter as never });
    if (!reply.ok) throw new Error(reply.failure.message);
    return reply.answer.documents;
  };
  const inSlot = (id: string) => found('invoices', { slot: { $eq: { $oid: id }, $type: 'objectId' } });
  const hasDraft = (id: string) => eventually(async () => (await inSlot(id)).length === 1, MADE_GOOD_WITHIN_MS);
  const toldOf = (id: string) => found('notifications', { link: `/bookings/${id}` });
  const lettersOf = async (subscriber: string) => {
    const { items } = await admin.must<{ items: DeadLetter[] }>(200, 'GET', '/api/ops/dead-letters?pageSize=100');
    return items.filter((letter) => letter.subscriber === subscriber);
  };
  /** Waits until consumers have put off so many messages since this was asked for. */
  const retriesFromNow = () => {
    const from = system.logs.length;
    const since = () => system.logs.slice(from).filter((line) => line.includes('"message-retried"')).length;
    return (count: number) => eventually(() => since() >= count, MADE_GOOD_WITHIN_MS);
  };
  /** Nothing is left to tell of a booking. */
  const isSettled = (id: string) =>
    eventually(async () => {
      await system.tick();
      const [booking] = await found('bookings', { _id: { $oid: id } });
      return booking !== undefined && booking['unsettledSince'] === undefined;
    }, MADE_GOOD_WITHIN_MS);

  it('a message that a consumer throws on delays none behind it, is a dead letter, and is mended by a replay', async () => {
    const [poisoned, other] = [await booked(), await booked()];
    // In the place of its invoice lies something that no code can read.
    const slot = { $oid: poisoned };
    await system.data.run('insertOne', { collection: 'invoices', document: { slot, state: 'nonsense' } });
    await Promise.all([confirm(poisoned), confirm(other)]);

    await hasDraft(other);
    const letter = await eventually(async () => (await lettersOf('invoicing'))[0], MADE_GOOD_WITHIN_MS);
    expect(letter.lastError).toContain('invoices');

    await system.data.run('deleteOne', { collection: 'invoices', filter: { slot, state: 'nonsense' } });
    await admin.must(200, 'POST', `/api/ops/dead-letters/${letter.id}/replay`);
    await hasDraft(poisoned);
    await eventually(async () => {
      await system.tick();
      return (await lettersOf('invoicing')).length === 0;
    }, MADE_GOOD_WITHIN_MS);
  });

  it('a message whose dependency is down waits by itself, and those behind it do not', async () => {
    const [waiting, other] = [await booked(), await booked()];
    tap.before(({ worker, request }) =>
      worker === 'invoicing' && JSON.stringify(request).includes(waiting) ? 'unavailable' : 'none',
    );
    await Promise.all([confirm(waiting), confirm(other)]);
    await hasDraft(other);
    expect(await inSlot(waiting)).toEqual([]);
    tap.before(undefined);
    await hasDraft(waiting);
    expect(await lettersOf('invoicing')).toEqual([]);
  });

  it('the store is down while events flow: they arrive when it is back, each once', async () => {
    const ids = [await booked(), await booked(), await booked()];
    const retried = retriesFromNow();
    // From the moment the confirmations are answered nothing can be read or written by a consumer.
    let isDown = false;
    tap.before(({ worker }) => (isDown && worker !== 'gateway' ? 'unavailable' : 'none'));
    await Promise.all(ids.map(confirm));
    isDown = true;
    await retried(3);
    isDown = false;
    for (const id of ids) {
      await hasDraft(id);
      await isSettled(id);
      const told = (await toldOf(id)).map(({ userId, type }) => JSON.stringify([userId, type]));
      expect(told.length).toBeGreaterThan(1);
      expect(new Set(told).size).toBe(told.length);
    }
    expect(await lettersOf('invoicing')).toEqual([]);
  });

  it('a subscriber’s Worker is down, also over a restart: what it did not hear is kept and sent until it has it', async () => {
    vars['thenorsound-invoicing'] = { SETTLE_AFTER_MS, PLATFORM_SELLER: '{"no": "company"}' };
    await system.kill();
    await system.restart();
    const retried = retriesFromNow();
    const id = await booked();
    await confirm(id);
    await eventually(async () => (await toldOf(id)).length > 1, MADE_GOOD_WITHIN_MS);
    await retried(1);
    await system.tick();
    const [kept] = await found('bookings', { _id: { $oid: id } });
    expect(JSON.stringify(kept?.['outbox'])).toContain('booking.confirmed');
    expect(await inSlot(id)).toEqual([]);

    vars['thenorsound-invoicing'] = { SETTLE_AFTER_MS };
    await system.kill();
    await system.restart();
    await isSettled(id);
    expect(await inSlot(id)).toHaveLength(1);
    expect(await lettersOf('invoicing')).toEqual([]);
  });

  it('events that come backwards and twice, cancelled before confirmed before created, have the same effect', async () => {
    const id = await booked();
    // Nobody hears anything until the booking is over; then the sweeps tell it in whatever order the outbox has.
    tap.before(({ worker, action, request }) =>
      action === 'findOne' || action === 'find' ? isInboxOf(worker, request.collection) : 'none',
    );
    await confirm(id);
    await cancel(id);
    const [booking] = await found('bookings', { _id: { $oid: id } });
    const outbox = booking?.['outbox'] as { type: string }[];
    const backwards = [...outbox, ...outbox].toReversed();
    await system.data.run('updateOne', {
      collection: 'bookings',
      filter: { _id: { $oid: id } },
      update: { $set: { outbox: backwards as never } },
    });
    tap.before(undefined);
    await isSettled(id);
    const invoices = await inSlot(id);
    // Cancelled before a Draft was made (7), or together with its Draft (5): in no order is there something to pay.
    expect(invoices.map(({ state }) => state)).toEqual([expect.toBeOneOf([5, 7])]);
    const told = (await toldOf(id)).map(({ userId, type }) => JSON.stringify([userId, type]));
    expect(new Set(told).size).toBe(told.length);
    expect(new Set((await toldOf(id)).map(({ type }) => type))).toEqual(
      new Set(['booking.created', 'booking.confirmed', 'booking.cancelled']),
    );
  });

  const isInboxOf = (worker: Operation['worker'], collection: string) =>
    collection === `inbox_${worker}` ? 'unavailable' : 'none';
});
