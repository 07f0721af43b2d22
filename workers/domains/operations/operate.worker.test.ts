import { env as assembly } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { audited } from '#shared/audit';
import { openCollection, oid } from '#shared/documents';
import { occurred, type Subscriber } from '#shared/domain-events';
import { newId, type BookingId, type CustomerId, type MessageId } from '#shared/ids';
import { openInbox } from '#shared/inbox';
import { ask as askColleague } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import type { PublisherEnv } from '#shared/worker-env';
import { actorOf, asking } from '../../../test/support/assembly/ask.ts';
import { eventually } from '../../../test/support/eventually.ts';
import { StoredAuditEntry } from './audit.documents.ts';
import { StoredDeadLetter } from './dead-letter.documents.ts';
import type { OperationsForColleagues } from './for-colleagues.ts';

type Assembly = Omit<PublisherEnv, 'OPERATIONS'> & { OPERATIONS: Service<OperationsForColleagues> };
const real = assembly as unknown as Assembly;
const audit = openCollection(real.DATA, { roundTrips: 0 }, 'audit', StoredAuditEntry);
const deadLetters = openCollection(real.DATA, { roundTrips: 0 }, 'dead_letters', StoredDeadLetter);
const { traceparent } = traceFrom(null);
const ask = asking(assembly.OPERATIONS_HTTP);
const admin = actorOf('admin');

/** The first access to the store of a test file is slow. */
beforeAll(async () => {
  await Promise.all(
    ['audit', 'dead_letters'].map((collection) => real.DATA.run('findOne', { collection, filter: {} })),
  );
});

const message = () =>
  occurred(
    'booking.completed',
    { bookingId: newId<BookingId>(), customerId: newId<CustomerId>() },
    { now: new Date(), traceId: traceFrom(null).traceId },
  );

/** Parks a message, and answers the letter that keeps it. */
async function parked(body: unknown, subscriber: Subscriber = 'analytics'): Promise<StoredDeadLetter> {
  const error = `broken ${newId<MessageId>()}`;
  await askColleague('operations', real.OPERATIONS.park(traceparent, { subscriber, body, error }));
  const letters = await deadLetters.find({}, { sort: { parkedAt: -1, _id: -1 }, limit: 100 });
  const letter = letters.find((one) => one.error === error);
  if (!letter) throw new Error('the letter is not there');
  return letter;
}

/** Sweeps as if a minute had passed. */
async function sweepNow({ _id }: Pick<StoredDeadLetter, '_id'>): Promise<void> {
  await deadLetters.update(
    { _id: oid(_id), unsettledSince: { $exists: true } },
    { $set: { unsettledSince: new Date(0) } },
  );
  await askColleague('operations', real.OPERATIONS.sweep(traceparent));
}

const replay = (letter: { _id: string }, actor = admin) =>
  ask(actor, 'POST', `/api/ops/dead-letters/${letter._id}/replay`);

describe.each(['organizer', 'crewCompany', 'crew', 'unlinked'] as const)('%s', (role) => {
  it.each([
    ['GET', '/api/audit'],
    ['GET', '/api/ops/dead-letters'],
    ['POST', '/api/ops/dead-letters/0123456789abcdef01234567/replay'],
  ])('may not %s %s', async (method, path) => {
    const { status, body } = await ask(actorOf(role), method, path);
    expect([status, body.error.code]).toEqual([403, 'FORBIDDEN']);
    expect((await ask({ kind: 'anonymous' }, method, path)).status).toBe(401);
  });
});

describe('the audit log', () => {
  const actor = actorOf('crew');
  const resourceIds = [newId<BookingId>(), newId<BookingId>()] as const;
  const ids: string[] = [];

  beforeAll(async () => {
    for (const [place, resourceId] of [resourceIds[0], resourceIds[0], resourceIds[1]].entries()) {
      const now = () => new Date(`2026-11-2${place}T10:00:00Z`);
      const entry = audited(actor, 'bookings:confirm', 'booking', resourceId, { now, trace: traceFrom(null) });
      ids.unshift(entry.id);
      await real.QUEUE_OPERATIONS.sendBatch([{ body: entry }]);
    }
    await eventually(async () => (await audit.count({ actorId: oid(actor.userId) })) === 3);
  });

  const listed = async (query: string): Promise<string[]> => {
    const { status, body } = await ask(admin, 'GET', `/api/audit?actorId=${actor.userId}${query}`);
    expect(status).toBe(200);
    return (body as unknown as { items: { id: string }[] }).items.map(({ id }) => id);
  };

  it('is listed newest first, in pages', async () => {
    const { body } = await ask(admin, 'GET', `/api/audit?actorId=${actor.userId}&pageSize=2`);
    expect(body).toEqual({
      items: [
        {
          id: ids[0],
          at: '2026-11-22T10:00:00.000Z',
          actorId: actor.userId,
          actorRoles: ['crew'],
          action: 'bookings:confirm',
          resource: 'booking',
          resourceId: resourceIds[1],
          traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        },
        expect.objectContaining({ id: ids[1] }),
      ],
      pageNumber: 1,
      pageSize: 2,
      totalCount: 3,
      totalPages: 2,
    });
    expect(await listed('&pageSize=2&pageNumber=2')).toEqual([ids[2]]);
    expect(await listed('&pageNumber=9')).toEqual([]);
  });

  it.each([
    ['&resource=booking', [0, 1, 2]],
    ['&resource=invoice', []],
    [`&resourceId=${resourceIds[0]}`, [1, 2]],
    ['&from=2026-11-21T10:00:00Z', [0, 1]],
    ['&to=2026-11-21T10:00:00Z', [2]],
    ['&from=2026-11-21&to=2026-11-22', [1]],
    [`&resource=booking&resourceId=${resourceIds[1]}&from=2026-11-21`, [0]],
  ])('is narrowed by %s', async (query, places) => {
    expect(await listed(query)).toEqual(places.map((place) => ids[place]));
  });

  it('is also found without naming an actor', async () => {
    const { body } = await ask(admin, 'GET', `/api/audit?resourceId=${resourceIds[1]}`);
    expect(body['totalCount']).toBe(1);
    expect((await ask(admin, 'GET', '/api/audit')).status).toBe(200);
  });

  it('names every bad parameter at once', async () => {
    const { status, body } = await ask(admin, 'GET', '/api/audit?actorId=x&from=2026-13-01&to=noon&colour=red');
    expect([status, body.error.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(new Set(body.error.details.map(({ field }) => field))).toEqual(new Set(['actorId', 'from', 'to', 'colour']));
    const turned = await ask(admin, 'GET', '/api/audit?from=2026-11-22&to=2026-11-21');
    expect([turned.status, turned.body.error.details[0]?.field]).toEqual([400, 'to']);
  });
});

describe('dead letters', () => {
  it('are listed newest first, with message, queue and last error', async () => {
    await parked(message());
    const body = message();
    const letter = await parked(body, 'invoicing');
    const page = await ask(admin, 'GET', '/api/ops/dead-letters?pageSize=1');
    expect([page.status, page.body['pageSize'], Number(page.body['totalCount']) > 1]).toEqual([200, 1, true]);
    expect(page.body['items']).toEqual([
      {
        id: letter._id,
        subscriber: 'invoicing',
        queue: 'thenorsound-invoicing',
        type: 'booking.completed',
        message: body,
        lastError: letter.error,
        traceId: body.traceId,
        parkedAt: letter.parkedAt.toISOString(),
        replayedAt: null,
      },
    ]);
    expect((await ask(admin, 'GET', '/api/ops/dead-letters?pageSize=0')).status).toBe(400);
  });

  it('replayed, reach their subscriber, stay until it has handled them, and the audit log has who did it', async () => {
    const body = message();
    const letter = await parked(body);
    const { status, body: answered, headers } = await replay(letter);
    expect([status, answered['id'], headers.get('etag')]).toEqual([200, letter._id, '"2"']);
    expect(answered['replayedAt']).not.toBeNull();

    const inbox = openInbox(real.DATA, { roundTrips: 0 }, 'analytics');
    await eventually(async () => (await inbox.handled([body.id])).length === 1);
    const entry = await eventually(() => audit.findOne({ resourceId: letter._id }));
    expect(entry).toMatchObject({ action: 'operations:manage', resource: 'dead-letter', actorId: admin.userId });

    await eventually(async () => {
      await sweepNow(letter);
      return (await deadLetters.findOne({ _id: oid(letter._id) })) === null;
    });
    const gone = await replay(letter);
    expect([gone.status, gone.body.error.code]).toEqual([404, 'NOT_FOUND']);
  });

  it('whose sending was lost are sent again by the sweep', async () => {
    const body = message();
    const letter = await parked(body);
    // As after a death between the write and the sending.
    await deadLetters.update(
      { _id: oid(letter._id) },
      { $set: { replayedAt: new Date(), unsettledSince: new Date(0) } },
    );
    await askColleague('operations', real.OPERATIONS.sweep(traceparent));
    const inbox = openInbox(real.DATA, { roundTrips: 0 }, 'analytics');
    await eventually(async () => (await inbox.handled([body.id])).length === 1);
  });

  it('that come back rest, with their new error, until somebody replays them anew', async () => {
    // Analytics hears no such event, and says so each time.
    const body = { ...message(), type: 'nobody.hears' };
    const letter = await parked(body);
    expect((await replay(letter)).status).toBe(200);
    const back = await eventually(async () => {
      const now = await deadLetters.findOne({ _id: oid(letter._id) });
      return now !== null && now.replayedAt === null && now;
    });
    expect(back.error).toBe('analytics does not hear nobody.hears');
    await eventually(async () => {
      await sweepNow(letter);
      return (await deadLetters.findOne({ _id: oid(letter._id) }))?.unsettledSince === undefined;
    });
    expect((await replay(letter)).body['replayedAt']).not.toBeNull();
  });

  it('replayed again while on their way are answered unchanged, and nothing is written', async () => {
    const letter = await parked(message());
    await deadLetters.update({ _id: oid(letter._id) }, { $set: { replayedAt: new Date('2026-11-23T10:00:00Z') } });
    const { status, body, headers } = await replay(letter);
    expect([status, body['replayedAt'], headers.get('etag')]).toEqual([200, '2026-11-23T10:00:00.000Z', '"1"']);
  });

  it('replayed by two at once are replayed once', async () => {
    const letter = await parked({ ...message(), type: 'nobody.hears' }, 'events');
    const answers = await Promise.all([replay(letter), replay(letter, actorOf('admin'))]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    await eventually(() => audit.findOne({ resourceId: letter._id }));
    expect(await audit.count({ resourceId: letter._id })).toBe(1);
  });

  it('without an id can never be handled: 409', async () => {
    const letter = await parked('no event at all');
    const { status, body } = await replay(letter);
    expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
  });

  it('that are not there are 404, and an id that is none 400', async () => {
    expect((await replay({ _id: newId() })).status).toBe(404);
    const { status, body } = await replay({ _id: 'x' });
    expect([status, body.error.details[0]?.field]).toEqual([400, 'id']);
  });
});
