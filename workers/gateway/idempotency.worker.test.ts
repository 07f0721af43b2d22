import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '#shared/call';
import { openCollection } from '#shared/documents';
import { newId } from '#shared/ids';
import { traceFrom } from '#shared/trace';
import { StoredIdempotency } from './idempotency.documents.ts';
import { runOnce } from './idempotency.ts';

beforeAll(async () => {
  // The first call loads every Worker of the assembly, which takes longer than the store may take.
  await env.DATA.run('findOne', { collection: 'idempotency', filter: {} });
});

/** One client with one key, on the real store, with a clock to set. */
function scene() {
  let now = Date.now();
  const call: Call = {
    trace: traceFrom(null),
    meter: { roundTrips: 0 },
    now: () => new Date(now),
    afterAnswer: () => undefined,
  };
  const records = openCollection(env.DATA, call.meter, 'idempotency', StoredIdempotency);
  const caller = newId();
  return {
    meter: call.meter,
    after: (ms: number) => {
      now += ms;
    },
    post: (body: string, run: (newId: string) => Promise<Response>, key = 'key') =>
      runOnce(
        {
          key,
          caller,
          path: '/api/bookings',
          query: '',
          contentType: 'application/json',
          body: new TextEncoder().encode(body),
        },
        records,
        call,
        run,
        60_000,
      ),
  };
}

const created = async (id: string) =>
  Response.json({ id }, { status: 201, headers: { location: `/api/bookings/${id}`, etag: '"1"' } });
const neverRun = () => Promise.reject(new Error('a second run'));
const statusOf = ({ status }: Response) => status;

/** The same request 20 times at once; a run ends only when the other 19 have their refusal. */
async function stampede(post: ReturnType<typeof scene>['post']) {
  let runs = 0;
  const refusals: unknown[] = [];
  const answers: Response[] = [];
  const attempts = Array.from({ length: 20 }, () =>
    post('{}', async (id) => {
      runs += 1;
      await expect.poll(() => refusals.length, { timeout: 10_000 }).toBe(19);
      return created(id);
    }).then(
      (answer) => answers.push(answer),
      (refusal: unknown) => refusals.push(refusal),
    ),
  );
  await Promise.all(attempts);
  return { runs, refusals, answers };
}

describe('a request with an Idempotency-Key', () => {
  test('costs two round trips more than without', async () => {
    const { post, meter } = scene();
    await post('{}', created);
    expect(meter.roundTrips).toBe(2);
  });

  test('runs once: the second time gives the first answer with Location and ETag, marked as a repetition', async () => {
    const { post } = scene();
    const first = await post('{}', created);
    const again = await post('{}', neverRun);
    expect(again.status).toBe(201);
    expect(await again.text()).toBe(await first.text());
    const kept = ({ headers }: Response) => ['location', 'etag', 'content-type'].map((name) => headers.get(name));
    expect(kept(again)).toEqual(kept(first));
    expect([first.headers.get('idempotency-replayed'), again.headers.get('idempotency-replayed')]).toEqual([
      null,
      'true',
    ]);
  });

  test('repeats a refusal too', async () => {
    const { post } = scene();
    const busy = async () => Response.json({ error: { code: 'CONFLICT' } }, { status: 409 });
    await post('{}', busy);
    expect(statusOf(await post('{}', neverRun))).toBe(409);
  });

  test('is 409 when the key was used for another body', async () => {
    const { post } = scene();
    await post('{"a":1}', created);
    await expect(post('{"a":2}', neverRun)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  test('runs once however many come at once; the others get 409 with the time to wait', async () => {
    const { post } = scene();
    const { runs, refusals, answers } = await stampede(post);
    expect(runs).toBe(1);
    expect(refusals).toHaveLength(19);
    expect(refusals[0]).toMatchObject({ code: 'CONFLICT', refusal: { retryAfterSeconds: 3 } });
    expect(answers.map(statusOf)).toEqual([201]);
  });
});

describe('a run that came to no answer', () => {
  test.each([
    ['a 503', async () => new Response('{}', { status: 503 })],
    ['a 429', async () => new Response('{}', { status: 429 })],
    ['a Worker that cannot be reached', () => Promise.reject(new Error('unreachable'))],
  ])('because of %s lets the next attempt go on at once, with the same new id', async (_why, fail) => {
    const { post } = scene();
    const ids: string[] = [];
    await post('{}', async (id) => {
      ids.push(id);
      return fail();
    }).catch(() => undefined);
    const second = await post('{}', async (id) => {
      ids.push(id);
      return created(id);
    });
    expect(second.status).toBe(201);
    expect(ids[1]).toBe(ids[0]);
    expect(statusOf(await post('{}', neverRun))).toBe(201);
  });

  test('because it died is taken over after its lease of 60 s, with the same new id', async () => {
    const { post, after } = scene();
    const ids: string[] = [];
    const died = (id: string) => {
      ids.push(id);
      return new Promise<never>(() => undefined);
    };
    void post('{}', died);
    await expect.poll(() => ids.length).toBe(1);
    after(59_000);
    await expect(post('{}', neverRun)).rejects.toMatchObject({ code: 'CONFLICT' });
    after(1_000);
    await post('{}', async (id) => {
      ids.push(id);
      return created(id);
    });
    expect(ids[1]).toBe(ids[0]);
  });

  test('is taken over by one of many who try', async () => {
    const { post } = scene();
    await post('{}', async () => new Response('{}', { status: 503 }));
    const { runs, refusals } = await stampede(post);
    expect(runs).toBe(1);
    expect(refusals).toHaveLength(19);
  });

  test('and comes back after it was taken over stores nothing any more', async () => {
    const { post, after } = scene();
    const { promise: gate, resolve: open } = Promise.withResolvers<void>();
    let started = false;
    const stale = post('{}', async () => {
      started = true;
      await gate;
      return Response.json({ from: 'stale' });
    });
    await expect.poll(() => started).toBe(true);
    after(60_000);
    await post('{}', async () => Response.json({ from: 'second' }));
    open();
    await stale;
    expect(await (await post('{}', neverRun)).json()).toEqual({ from: 'second' });
  });
});
