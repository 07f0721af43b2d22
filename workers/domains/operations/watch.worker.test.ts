import { createExecutionContext } from 'cloudflare:test';
import { env as assembly } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { openCollection, oid } from '#shared/documents';
import type { ErrorReport } from '#shared/error-reports';
import { newId, type BookingId, type MessageId } from '#shared/ids';
import { ask as askColleague } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import type { Env } from './deps.ts';
import { StoredError } from './error.documents.ts';
import type { OperationsForColleagues } from './for-colleagues.ts';
import { operations } from './worker.ts';

const real = assembly as unknown as Omit<Env, 'OPERATIONS'> & { OPERATIONS: Service<OperationsForColleagues> };
const errors = openCollection(real.DATA, { roundTrips: 0 }, 'errors', StoredError);
const { traceparent } = traceFrom(null);
const admin = actorOf('admin');

/** The Worker with some of its bindings changed. */
const withEnv = (changed: Partial<Env> = {}) =>
  asking({
    fetch: async (request) => operations.fetch(request, { ...real, ...changed }, createExecutionContext()),
  });

interface Status {
  workers: {
    name: string;
    status: string;
    backlog: { collection: string; documents: number; events: number }[] | null;
  }[];
  queues: { subscriber: string; waiting: number | null; deadLetters: { resting: number; replayed: number } | null }[];
}
const status = async (changed?: Partial<Env>): Promise<Status> => {
  const { status: code, body } = await withEnv(changed)(admin, 'GET', '/api/ops/status');
  expect(code).toBe(200);
  return body as unknown as Status;
};
const notes = (reports: ErrorReport[]) => askColleague('operations', real.OPERATIONS.noteErrors(traceparent, reports));

/** The first access to the store of a test file is slow. */
beforeAll(async () => {
  await Promise.all(
    ['errors', 'dead_letters', 'bookings'].map((collection) => real.DATA.run('findOne', { collection, filter: {} })),
  );
});

describe.each(['organizer', 'crewCompany', 'crew', 'unlinked'] as const)('%s', (role) => {
  it.each(['/api/ops/status', '/api/ops/errors'])('may not GET %s', async (path) => {
    expect((await withEnv()(actorOf(role), 'GET', path)).status).toBe(403);
    expect((await withEnv()({ kind: 'anonymous' }, 'GET', path)).status).toBe(401);
  });
});

describe('the status', () => {
  it('says of every Worker that it answers and what it has left to settle, and of every queue what waits', async () => {
    const before = (await status()).workers.find(({ name }) => name === 'bookings')?.backlog?.[0];
    await real.DATA.run('insertOne', {
      collection: 'bookings',
      document: {
        _id: oid(newId<BookingId>()),
        unsettledSince: { $date: '2026-01-02T03:04:05.000Z' },
        outbox: [{ id: newId<MessageId>() }, { id: newId<MessageId>() }],
      },
    });
    const { workers, queues } = await status();
    expect(workers.map(({ name, status: is }) => `${name} ${is}`)).toEqual(
      ['auth', 'users', 'customers', 'events', 'bookings', 'invoicing', 'notifications', 'analytics', 'operations'].map(
        (name) => `${name} up`,
      ),
    );
    expect(workers.find(({ name }) => name === 'bookings')?.backlog).toEqual([
      {
        collection: 'bookings',
        documents: (before?.documents ?? 0) + 1,
        events: (before?.events ?? 0) + 2,
        oldestSince: '2026-01-02T03:04:05.000Z',
      },
      { collection: 'calendar_feeds', documents: 0, events: 0, oldestSince: null },
    ]);
    expect(queues.map(({ subscriber, waiting }) => [subscriber, typeof waiting])).toEqual(
      ['events', 'bookings', 'invoicing', 'notifications', 'analytics', 'operations'].map((one) => [one, 'number']),
    );
  });

  it('counts dead letters by their subscriber, those that were replayed apart', async () => {
    const park = (subscriber: 'events' | 'bookings') =>
      askColleague('operations', real.OPERATIONS.park(traceparent, { subscriber, body: 'nonsense', error: 'broken' }));
    await Promise.all([park('events'), park('events'), park('bookings')]);
    await real.DATA.run('updateOne', {
      collection: 'dead_letters',
      filter: { subscriber: 'events' },
      update: { $set: { replayedAt: { $date: '2026-01-02T03:04:05.000Z' } } },
    });
    const { queues } = await status();
    const letters = Object.fromEntries(queues.map(({ subscriber, deadLetters }) => [subscriber, deadLetters]));
    expect(letters).toMatchObject({
      events: { resting: 1, replayed: 1, oldestParkedAt: expect.any(String) as string },
      bookings: { resting: 1, replayed: 0 },
      invoicing: { resting: 0, replayed: 0, oldestParkedAt: null },
    });
  });

  it('shows a Worker that is down as such, and the others as they are', async () => {
    const gone = () => Promise.reject(new Error('no such Worker'));
    const { workers } = await status({ BOOKINGS: { ready: gone, backlog: gone } as never });
    expect(workers.filter(({ status: is }) => is === 'down')).toEqual([
      { name: 'bookings', status: 'down', backlog: null },
    ]);
  });

  it('still answers while the store is down', async () => {
    const failure = { kind: 'unavailable', message: 'down' } as const;
    const refused = async () => ({ ok: false, refusal: { code: 'SERVICE_UNAVAILABLE', message: '', details: [] } });
    const { workers, queues } = await status({
      DATA: { run: () => Promise.resolve({ ok: false, failure }) },
      EVENTS: { ready: async () => ({ ok: true, value: true }), backlog: refused } as never,
    });
    expect(workers.find(({ name }) => name === 'events')).toEqual({ name: 'events', status: 'up', backlog: null });
    expect(queues.map(({ deadLetters }) => deadLetters)).toEqual(queues.map(() => null));
  });
});

describe('errors', () => {
  const report = (message: string, at = '2026-11-26T10:00:00Z'): ErrorReport => ({
    at: new Date(at),
    worker: 'bookings',
    what: 'request-failed',
    route: '/api/bookings/{id}',
    traceId: 'a'.repeat(32),
    message,
    stack: 'at here',
  });

  it('of one kind are one entry that counts, ids and numbers aside, whoever meets the first one at the same time', async () => {
    await Promise.all([
      notes([report('a stored document (665f1c2ab8d4e3f6a7b8c9d0) is not valid, 17 fields')]),
      notes([report('a stored document (665f1c2ab8d4e3f6a7b8c9d1) is not valid, 3 fields')]),
    ]);
    const last = report('a stored document (665f1c2ab8d4e3f6a7b8c9d2) is not valid, 4 fields', '2027-11-26T10:00:01Z');
    await notes([last, last]);
    const { body } = await withEnv()(admin, 'GET', '/api/ops/errors?pageSize=1');
    expect(body['items']).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
        worker: 'bookings',
        what: 'request-failed',
        route: '/api/bookings/{id}',
        message: last.message,
        stack: 'at here',
        count: 4,
        firstAt: '2026-11-26T10:00:00.000Z',
        lastAt: '2027-11-26T10:00:01.000Z',
        lastTraceId: 'a'.repeat(32),
      },
    ]);
  });

  it('that a Worker logs while it answers are kept, under its name', async () => {
    // Whatever this is, it is no dead letter.
    const id = newId<BookingId>();
    await real.DATA.run('insertOne', { collection: 'dead_letters', document: { _id: oid(id) } });
    const { status: code } = await asking(assembly.OPERATIONS_HTTP)(
      admin,
      'POST',
      `/api/ops/dead-letters/${id}/replay`,
    );
    expect(code).toBe(500);
    await expect
      .poll(() => errors.findOne({ route: '/api/ops/dead-letters/{id}/replay' }))
      .toMatchObject({
        worker: 'operations',
        what: 'request-failed',
        message: expect.stringContaining('is not valid') as string,
      });
  });
});
