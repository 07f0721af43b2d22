import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { change, oid, openCollection, untold, type Collection } from './documents.ts';
import { occurred, type Envelope, type Subscriber } from './domain-events.ts';
import { newId, TariffId, type UserId } from './ids.ts';
import { settle } from './outbox.ts';
import { drivingDocument, firstVersion, storedId } from './stored.ts';

// The first call loads every Worker of the assembly, which may take longer than a client waits for its store.
beforeAll(async () => {
  await env.DATA.run('findOne', { collection: 'warm_up', filter: {} });
}, 30_000);

const Stored = z.object({ _id: storedId(TariffId), ...drivingDocument });
type Stored = z.infer<typeof Stored>;

const T0 = new Date('2026-11-23T10:00:00Z');
const minutes = (count: number) => new Date(T0.getTime() + count * 60_000);
const at = { now: T0, traceId: 'trace' };
const signedIn = () => occurred('user.logged-in', { userId: newId<UserId>() }, at);
const created = () => occurred('user.created', { userId: newId<UserId>(), userType: 2, customerId: null }, at);

let serial = 0;
/** A collection of its own on the real store, with a document whose events nobody was told of yet. */
async function scene(events: Envelope[]) {
  serial += 1;
  const collection = openCollection(env.DATA, { roundTrips: 0 }, `settling_${serial}`, Stored);
  const document: Stored = { _id: newId<TariffId>(), ...firstVersion(T0), ...untold(T0, events) };
  await collection.insert(document);
  return { collection, document, read: () => read(collection, document) };
}

async function read(collection: Collection<Stored>, { _id }: Stored): Promise<Stored> {
  const found = await collection.findOne({ _id: oid(_id) });
  if (!found) throw new Error('the document is gone');
  return found;
}

/** Settles at a time, with subscribers that have dealt with what `handled` says. */
async function settleAt(
  now: Date,
  collection: Collection<Stored>,
  handled: Partial<Record<Subscriber, string[]>> = {},
  finish?: (document: Stored) => Promise<boolean>,
) {
  const sent: string[] = [];
  const to = (subscriber: Subscriber) => ({
    sendBatch: (messages: { body: unknown }[]) => {
      sent.push(...messages.map(({ body }) => `${(body as Envelope).type} to ${subscriber}`));
      return Promise.resolve();
    },
  });
  const result = await settle(collection, {
    now,
    traceId: 'trace',
    settleAfterMs: 60_000,
    askHandled: (subscriber, ids) => Promise.resolve(ids.filter((id) => handled[subscriber]?.includes(id))),
    queues: {
      events: to('events'),
      bookings: to('bookings'),
      invoicing: to('invoicing'),
      notifications: to('notifications'),
      analytics: to('analytics'),
      operations: to('operations'),
    },
    ...(finish && { finish }),
  });
  return { ...result, sent };
}

describe('a document with untold events', () => {
  it('is left alone while its request may still be at work', async () => {
    const { collection, read } = await scene([signedIn()]);
    expect(await settleAt(minutes(1), collection)).toEqual({ settled: 0, resent: 0, sent: [] });
    expect((await read()).unsettledSince).toEqual(T0);
  });

  it('has them sent again until every subscriber has them, and is settled then', async () => {
    const event = created();
    const { collection, read } = await scene([event]);
    const again = ['user.created to notifications', 'user.created to analytics'];
    expect(await settleAt(minutes(2), collection)).toEqual({ settled: 0, resent: 1, sent: again });
    expect(await settleAt(minutes(4), collection, { analytics: [event.id] })).toEqual({
      settled: 0,
      resent: 1,
      sent: again,
    });
    const everybody = { analytics: [event.id], notifications: [event.id] };
    expect(await settleAt(minutes(7), collection, everybody)).toEqual({ settled: 1, resent: 0, sent: [] });
    const { outbox, unsettledSince, version } = await read();
    expect({ outbox, unsettledSince, version }).toEqual({ outbox: [], unsettledSince: undefined, version: 1 });
    expect(await settleAt(minutes(9), collection, everybody)).toEqual({ settled: 0, resent: 0, sent: [] });
  });

  it('loses one event by one, as each has arrived', async () => {
    const [first, second] = [signedIn(), signedIn()];
    const { collection, read } = await scene([first, second]);
    expect(await settleAt(minutes(2), collection, { analytics: [first.id] })).toMatchObject({ settled: 0, resent: 1 });
    expect((await read()).outbox).toEqual([second]);
  });

  it('keeps what it was given while it was being settled', async () => {
    const [first, second] = [signedIn(), signedIn()];
    const { collection, document, read } = await scene([first]);
    const finish = async () => {
      await collection.update({ _id: oid(document._id) }, change(minutes(2), { events: [second] }));
      return true;
    };
    expect(await settleAt(minutes(2), collection, { analytics: [first.id] }, finish)).toMatchObject({ settled: 0 });
    const { outbox, unsettledSince } = await read();
    expect(outbox).toContainEqual(second);
    expect(unsettledSince).toEqual(T0);
  });

  it('is not settled twice by two sweeps at once', async () => {
    const event = signedIn();
    const { collection } = await scene([event]);
    const sweeps = await Promise.all([
      settleAt(minutes(2), collection, { analytics: [event.id] }),
      settleAt(minutes(2), collection, { analytics: [event.id] }),
    ]);
    expect(sweeps.map(({ settled }) => settled).toSorted((a, b) => a - b)).toEqual([0, 1]);
  });
});

describe('a document with follow-ups', () => {
  it('stays unsettled until they are done', async () => {
    const { collection, read } = await scene([]);
    expect(await settleAt(minutes(2), collection, {}, () => Promise.resolve(false))).toMatchObject({ settled: 0 });
    expect((await read()).unsettledSince).toEqual(minutes(2));
    expect(await settleAt(minutes(4), collection, {}, () => Promise.resolve(true))).toMatchObject({ settled: 1 });
  });

  it('that cannot be settled does not keep the others waiting', async () => {
    const { collection, document } = await scene([]);
    const other: Stored = { ...document, _id: newId<TariffId>(), unsettledSince: minutes(1) };
    await collection.insert(other);
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const finish = ({ _id }: Stored) =>
      _id === document._id ? Promise.reject(new Error('stuck')) : Promise.resolve(true);
    expect(await settleAt(minutes(3), collection, {}, finish)).toMatchObject({ settled: 1 });
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
    expect((await read(collection, document)).unsettledSince).toEqual(minutes(3));
  });

  it('that cannot be settled, by the hundreds, do not keep a younger one waiting for more than a sweep', async () => {
    const { collection, document: young } = await scene([]);
    await collection.update({ _id: oid(young._id) }, { $set: { unsettledSince: minutes(2) } });
    const stuck = Array.from({ length: 520 }, () => ({ ...young, _id: newId<TariffId>(), unsettledSince: T0 }));
    await Promise.all(stuck.map((document) => collection.insert(document)));
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const finish = ({ _id }: Stored) =>
      _id === young._id ? Promise.resolve(true) : Promise.reject(new Error('stuck'));
    expect(await settleAt(minutes(4), collection, {}, finish)).toMatchObject({ settled: 0 });
    expect(await settleAt(minutes(4), collection, {}, finish)).toMatchObject({ settled: 1 });
    logged.mockRestore();
  });

  it('that cannot even be read does not keep the others waiting', async () => {
    const { collection, document } = await scene([]);
    const name = `settling_${serial}`;
    const broken = newId<TariffId>();
    const unsettledSince = { $date: new Date(0).toISOString() };
    await env.DATA.run('insertOne', { collection: name, document: { _id: oid(broken), unsettledSince } });
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(await settleAt(minutes(2), collection)).toMatchObject({ settled: 1 });
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
    expect((await read(collection, document)).unsettledSince).toBeUndefined();
    // It went to the back of the line.
    expect(await collection.count({ _id: oid(broken), unsettledSince: minutes(2) })).toBe(1);
  });
});

describe('an event that a newer release wrote, before it was rolled back', () => {
  it.each([
    ['of an unknown type', { type: 'booking.reviewed' }],
    ['of an unknown type and version', { type: 'booking.reviewed', version: 7 }],
  ])('%s is kept until that release is back', async (_, newer) => {
    const { collection, read } = await scene([{ ...signedIn(), ...newer }]);
    expect(await settleAt(minutes(2), collection)).toMatchObject({ settled: 0, sent: [] });
    expect((await read()).outbox).toHaveLength(1);
  });

  it('of a newer version is sent to those who hear its type, who park it', async () => {
    const { collection } = await scene([{ ...signedIn(), version: 2 }]);
    expect(await settleAt(minutes(2), collection)).toMatchObject({ sent: ['user.logged-in to analytics'] });
  });
});

it('an event that nobody takes is sent again ever less often, at most every ten minutes', async () => {
  const { collection } = await scene([signedIn()]);
  const sentAt: number[] = [];
  for (let minute = 1; minute <= 90; minute += 1) {
    // A second after the full minute, so that what is due at that minute is past.
    const now = new Date(minutes(minute).getTime() + 1_000);
    if ((await settleAt(now, collection)).resent > 0) sentAt.push(minute);
  }
  expect(sentAt.slice(0, 4)).toEqual([1, 3, 5, 8]);
  const pauses = sentAt.slice(1).map((minute, place) => minute - (sentAt[place] ?? 0));
  expect(Math.max(...pauses)).toBeLessThanOrEqual(11);
  expect(sentAt.length).toBeLessThan(20);
});

it('a sweep is bounded: the oldest five hundred, the rest the next time', async () => {
  const { collection } = await scene([]);
  await Promise.all(
    Array.from({ length: 520 }, () =>
      collection.insert({ _id: newId<TariffId>(), ...firstVersion(T0), ...untold(minutes(1), []) }),
    ),
  );
  expect(await settleAt(minutes(3), collection)).toMatchObject({ settled: 500 });
  expect(await settleAt(minutes(3), collection)).toMatchObject({ settled: 21 });
});
