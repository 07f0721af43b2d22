import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env as assembly } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { audited } from '#shared/audit';
import { openCollection, oid } from '#shared/documents';
import { occurred, subscribers, type Subscriber } from '#shared/domain-events';
import { newId, type BookingId, type CustomerId, type MessageId } from '#shared/ids';
import type { EventQueue } from '#shared/outbox';
import { ask } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { actorOf } from '../../../test/support/assembly/ask.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { StoredAuditEntry } from './audit.documents.ts';
import { HAS_ID } from './commands/park-letter.ts';
import { StoredDeadLetter } from './dead-letter.documents.ts';
import type { Env } from './deps.ts';
import type { OperationsForColleagues } from './for-colleagues.ts';
import worker from './worker.ts';

type Assembly = Omit<Env, 'OPERATIONS'> & { OPERATIONS: Service<OperationsForColleagues> };
const real = assembly as unknown as Assembly;
const audit = openCollection(real.DATA, { roundTrips: 0 }, 'audit', StoredAuditEntry);
const deadLetters = openCollection(real.DATA, { roundTrips: 0 }, 'dead_letters', StoredDeadLetter);
const { traceparent } = traceFrom(null);

const park = (letter: { subscriber: Subscriber; body: unknown; error: string }) =>
  ask('operations', real.OPERATIONS.park(traceparent, letter));
const parked = (subscriber: Subscriber, ids: string[]) =>
  ask('operations', real.OPERATIONS.parked(traceparent, subscriber, ids));
const handled = (ids: string[]) => ask('operations', real.OPERATIONS.handled(traceparent, ids));

/** Delivers messages as one batch of a queue, and says what the Worker did with each. */
async function deliver(queue: string, bodies: unknown[], env: Env = real): Promise<('ack' | 'retry' | 'nothing')[]> {
  const batch = createMessageBatch(
    queue,
    bodies.map((body, place) => ({ id: String(place), timestamp: new Date(), attempts: 1, body })),
  );
  const context = createExecutionContext();
  await worker.queue(batch, env, context);
  const { explicitAcks, retryMessages } = await getQueueResult(batch, context);
  return bodies.map((_, place) => {
    if (explicitAcks.includes(String(place))) return 'ack';
    return retryMessages.some(({ msgId }) => msgId === String(place)) ? 'retry' : 'nothing';
  });
}

const down: Env = {
  ...real,
  DATA: { run: () => Promise.resolve({ ok: false, failure: { kind: 'unavailable', message: 'down' } }) },
};

const message = () =>
  occurred(
    'booking.completed',
    { bookingId: newId<BookingId>(), customerId: newId<CustomerId>() },
    { now: new Date(), traceId: traceFrom(null).traceId },
  );

describe('the audit log', () => {
  const recorded = (actor: Parameters<typeof audited>[0]) =>
    audited(actor, 'bookings:confirm', 'booking', newId<BookingId>(), {
      now: () => new Date('2026-11-23T10:00:00Z'),
      trace: traceFrom(null),
    });

  it('has every write that is told of, once, however often it is told', async () => {
    const actor = actorOf('crew');
    const entry = recorded(actor);
    expect(await deliver('thenorsound-operations', [entry, entry])).toEqual(['ack', 'ack']);
    expect(await deliver('thenorsound-operations', [entry])).toEqual(['ack']);
    expect(await audit.find({ actorId: oid(actor.userId) }, { sort: { at: -1, _id: -1 } })).toEqual([
      {
        _id: entry.id,
        version: 1,
        createdAt: expect.any(Date) as Date,
        updatedAt: expect.any(Date) as Date,
        at: new Date('2026-11-23T10:00:00Z'),
        actorId: actor.userId,
        actorRoles: ['crew'],
        action: 'bookings:confirm',
        resource: 'booking',
        resourceId: entry.data['resourceId'],
        traceId: entry.traceId,
      },
    ]);
    expect(await handled([entry.id])).toEqual([entry.id]);
  });

  it('has what the system did by itself', async () => {
    const entry = recorded('system');
    await deliver('thenorsound-operations', [entry]);
    expect(await audit.findOne({ _id: oid(entry.id) })).toMatchObject({ actorId: null, actorRoles: ['system'] });
  });

  it('is fed by the queue that every Worker sends to', async () => {
    const entry = recorded(actorOf('admin'));
    const queue: EventQueue = real.QUEUE_OPERATIONS;
    await queue.sendBatch([{ body: entry }]);
    await eventually(() => audit.findOne({ _id: oid(entry.id) }));
  });

  it('gets an entry later when the store is down, and parks nothing for that', async () => {
    const entry = recorded(actorOf('admin'));
    expect(await deliver('thenorsound-operations', [entry], down)).toEqual(['retry']);
    expect(await parked('operations', [entry.id])).toEqual([]);
    expect(await deliver('thenorsound-operations', [entry])).toEqual(['ack']);
  });

  it('parks what is no audit entry, with the reason, beside entries that are', async () => {
    const entry = recorded(actorOf('admin'));
    const foreign = message();
    expect(await deliver('thenorsound-operations', [foreign, entry])).toEqual(['ack', 'ack']);
    expect(await deadLetters.findOne({ subscriber: 'operations', messageId: oid(foreign.id) })).toMatchObject({
      error: 'operations does not hear booking.completed',
      type: 'booking.completed',
    });
    expect(await handled([entry.id, foreign.id])).toEqual([entry.id]);
  });
});

describe('dead letters', () => {
  it('keep body and error, and whose they are', async () => {
    const body = message();
    await park({ subscriber: 'invoicing', body, error: 'no such seller' });
    const [letter] = await deadLetters.find({ subscriber: 'invoicing', messageId: oid(body.id) });
    expect(letter).toMatchObject({ error: 'no such seller', type: body.type, traceId: body.traceId, replayedAt: null });
    expect(JSON.parse(letter?.body ?? '')).toEqual(body);
    expect(await parked('invoicing', [body.id, newId<MessageId>()])).toEqual([body.id]);
    expect(await parked('bookings', [body.id])).toEqual([]);
  });

  it('are one for each subscriber and message; the last error counts', async () => {
    const body = message();
    await park({ subscriber: 'invoicing', body, error: 'first' });
    await park({ subscriber: 'analytics', body, error: 'another subscriber' });
    await Promise.all([
      park({ subscriber: 'invoicing', body, error: 'second' }),
      park({ subscriber: 'invoicing', body, error: 'second' }),
    ]);
    const letters = await deadLetters.find({
      messageId: oid(body.id),
      subscriber: { $in: ['invoicing', 'analytics'] },
    });
    expect(
      letters.map(({ subscriber, error }) => `${subscriber}: ${error}`).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['analytics: another subscriber', 'invoicing: second']);
  });

  it.each([
    ['text', 'no event at all'],
    ['nothing', null],
    ['an operator', { $gt: '', 'a.b': { $oid: 'x' } }],
    ['an id that is none', { id: '; drop table', type: 7 }],
  ])('are kept however malformed the body is: %s', async (_, body) => {
    const error = `malformed ${newId<MessageId>()}`;
    await park({ subscriber: 'events', body, error });
    const letters = await deadLetters.find({}, { sort: { parkedAt: -1, _id: -1 }, limit: 100 });
    const kept = letters.find((letter) => letter.error === error);
    expect(kept?.messageId).toBeNull();
    expect(JSON.parse(kept?.body ?? '')).toEqual(body);
  });

  it.each(subscribers)('are taken from the dead-letter queue of %s', async (subscriber) => {
    const body = message();
    expect(await deliver(`thenorsound-${subscriber}-dead-letters`, [body])).toEqual(['ack']);
    expect(await parked(subscriber, [body.id])).toEqual([body.id]);
  });

  it('are tried again for as long as they cannot be stored', async () => {
    const [body, other] = [message(), message()];
    expect(await deliver('thenorsound-bookings-dead-letters', [body, other], down)).toEqual(['retry', 'retry']);
    expect(await parked('bookings', [body.id])).toEqual([]);
    expect(await deliver('thenorsound-bookings-dead-letters', [body, other])).toEqual(['ack', 'ack']);
    expect(await parked('bookings', [body.id, other.id])).toHaveLength(2);
  });

  it('are found by their message through the index', async () => {
    const { $oid } = oid(newId<MessageId>());
    for (const messageId of [
      { $in: [{ $oid }], ...HAS_ID },
      { $eq: { $oid }, ...HAS_ID },
    ]) {
      const filter = { subscriber: 'events', messageId };
      expect(await assembly.DATA_ADMIN.explain('find', { collection: 'dead_letters', filter })).toMatchObject({
        answer: { usesIndex: true, indexes: ['one_per_subscriber_and_message'] },
      });
    }
  });

  it('refuses ids that are none, as data and not as an exception', async () => {
    expect(await real.OPERATIONS.parked(traceparent, 'events', ['x'])).toMatchObject({ ok: false });
    expect(await parked('events', [])).toEqual([]);
  });
});

it('is ready, and may sweep where there is nothing to settle', async () => {
  expect(await Promise.all([real.OPERATIONS.ready(), real.OPERATIONS.sweep(traceparent)])).toEqual([
    { ok: true, value: true },
    { ok: true, value: true },
  ]);
});
