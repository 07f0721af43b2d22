import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DataFailure, DataReply } from '#shared/data-api';
import { dataApiOverHttp } from '#shared/data-api-over-http';
import { eventually } from '../support/eventually.ts';
import { mongodOrSkip } from '../support/mongod.ts';
import { type RunningDataApi, startDataApi } from './start-data-api.ts';

const mongod = await mongodOrSkip();
const apiKey = crypto.randomUUID();
const collection = 'store_down';
/** A request of the product must be answered within this time, in milliseconds. */
const patience = 3_000;
/** Within this time, in milliseconds, it must be back. */
const recovery = 30_000;

describe.skipIf(mongod === undefined)('a MongoDB that is down', () => {
  let running: RunningDataApi;
  let next = 0;

  beforeAll(async () => {
    running = await startDataApi({ MONGODB_URI: mongod?.uri ?? '', MONGODB_POOL_SIZE: '1', DATA_API_KEY: apiKey });
    await eventually(inserts, recovery);
  });
  afterAll(async () => {
    await running.stop();
    await mongod?.stop();
  });

  async function insert(): Promise<{ _id: number; reply: DataReply<'insertOne'>; ms: number }> {
    const _id = next++;
    const started = performance.now();
    const reply = await running.data.run('insertOne', { collection, document: { _id } });
    return { _id, reply, ms: performance.now() - started };
  }
  const inserts = async (): Promise<boolean> => (await insert()).reply.ok;
  const isStored = async (_id: number): Promise<boolean> => {
    const reply = await running.data.run('findOne', { collection, filter: { _id } });
    return reply.ok && reply.answer.document !== null;
  };

  test('that was killed is told within 3 s, nothing called unavailable was written, and it is back without a restart', async () => {
    await mongod?.crash();
    const failed = [];
    for (let n = 0; n < 4; n++) failed.push(await insert());
    const read = await running.data.run('findOne', { collection, filter: { _id: 0 } });
    const ready = await running.data.ping();

    expect(failed.map(({ reply }) => reply.ok)).toEqual([false, false, false, false]);
    expect(Math.max(...failed.map(({ ms }) => ms))).toBeLessThan(patience);
    expect(failed.map(({ reply }) => kindOf(reply))).toContain('unavailable');
    expect(kindOf(read)).toBe('unavailable');
    expect(ready).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });

    await mongod?.restart();
    await eventually(inserts, recovery);
    for (const { _id, reply } of failed) {
      if (kindOf(reply) === 'unavailable') expect(await isStored(_id)).toBe(false);
    }
    expect(await running.data.ping()).toEqual({ ok: true });
  });

  test('that answers nothing leaves a write open, then is unavailable, and is back by itself', async () => {
    await eventually(inserts, recovery);
    mongod?.freeze();
    const first = await insert();
    const read = running.data.run('findOne', { collection, filter: { _id: 0 } });
    const started = performance.now();
    const readKind = kindOf(await read);
    const readMs = performance.now() - started;
    // The driver notices by its heartbeats; from then on nothing is sent any more.
    let last = await insert();
    await eventually(async () => {
      last = await insert();
      return kindOf(last.reply) === 'unavailable';
    }, recovery);
    mongod?.thaw();

    expect(kindOf(first.reply)).toBe('unknown-outcome');
    expect(first.ms).toBeLessThan(patience);
    expect(readKind).toBe('unavailable');
    expect(readMs).toBeLessThan(patience);
    expect(last.ms).toBeLessThan(patience);
    await eventually(inserts, recovery);
    expect(await isStored(last._id)).toBe(false);
  });

  test('50 requests at once are all answered within 3 s while it is down', async () => {
    await mongod?.crash();
    const started = performance.now();
    // Over HTTP, because Miniflare makes RPC calls from Node one after another.
    const data = dataApiOverHttp({
      url: '/app/test/endpoint/data/v1',
      apiKey,
      database: 'thenorsound',
      timeoutMs: 30_000,
      fetch: running.fetch,
    });
    const replies = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const reply = await data.run('insertOne', { collection, document: { _id: next++ } });
        return { reply, ms: performance.now() - started };
      }),
    );
    expect(Math.max(...replies.map(({ ms }) => ms))).toBeLessThan(patience);
    expect(replies.every(({ reply }) => !reply.ok)).toBe(true);
    await mongod?.restart();
    await eventually(inserts, recovery);
  });
});

test('a MongoDB that was never there is unavailable within 3 s', async () => {
  const running = await startDataApi({ MONGODB_URI: 'mongodb://127.0.0.1:1/?replicaSet=none' });
  try {
    const started = performance.now();
    const reply = await running.data.run('insertOne', { collection, document: {} });
    expect(kindOf(reply)).toBe('unavailable');
    expect(performance.now() - started).toBeLessThan(patience);
  } finally {
    await running.stop();
  }
});

function kindOf(reply: { ok: true } | { ok: false; failure: DataFailure }): DataFailure['kind'] | 'ok' {
  return reply.ok ? 'ok' : reply.failure.kind;
}
