import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CollectionDeclaration, EjsonDocument } from '#shared/data-api';
import { collections } from '../../workers/data-api/collections.ts';
import { eventually } from '../support/eventually.ts';
import { mongodOrSkip } from '../support/mongod.ts';
import { type RunningDataApi, startDataApi } from './start-data-api.ts';

const mongod = await mongodOrSkip();
afterAll(() => mongod?.stop());

/** What both engines do beside the contract. */
const engines: [string, Record<string, string> | undefined][] = [
  ['the embedded engine', {}],
  ['MongoDB', mongod && { MONGODB_URI: mongod.uri }],
];

const expiring: CollectionDeclaration = {
  name: 'expiring',
  indexes: [{ name: 'expiry', keys: { at: 1 }, expireAfterSeconds: 3_600 }],
};

for (const [name, vars] of engines) {
  describe.skipIf(vars === undefined)(name, () => {
    let running: RunningDataApi;
    beforeAll(async () => {
      running = await startDataApi(vars);
    });
    afterAll(() => running.stop());

    const ask = async (collection: string, filter: EjsonDocument): Promise<readonly EjsonDocument[]> => {
      const reply = await running.data.run('find', { collection, filter });
      if (!reply.ok) throw new Error(reply.failure.message);
      return reply.answer.documents;
    };

    test('is ready', async () => {
      expect(await running.data.ping()).toEqual({ ok: true });
    });

    test('keeps a TTL index as it was declared', async () => {
      expect(await running.admin.ensureIndexes(expiring)).toEqual({ ok: true, answer: null });
      await running.data.run('insertOne', { collection: expiring.name, document: { at: null } });
      const stats = [{ $indexStats: {} }, { $match: { name: 'expiry' } }];
      const reply = await running.data.run('aggregate', { collection: expiring.name, pipeline: stats });
      expect(reply).toMatchObject({ answer: { documents: [{ key: { at: 1 }, spec: { expireAfterSeconds: 3_600 } }] } });
    });

    test('takes away what has expired, and nothing else', async () => {
      await running.admin.ensureIndexes(expiring);
      const before = (hours: number): EjsonDocument => ({
        $date: new Date(Date.now() - hours * 3_600_000).toISOString(),
      });
      const documents = [
        { _id: 1, at: before(2) },
        { _id: 2, at: before(0.5) },
        { _id: 3, at: { $date: new Date(Date.now() - 3_600_000 + 1_500).toISOString() } },
        { _id: 4, at: 'never' },
      ];
      await running.data.run('insertMany', { collection: expiring.name, documents });
      // The third expires in a second and a half, by an alarm of its own.
      await eventually(async () => {
        const stored = await ask(expiring.name, { at: { $ne: null } });
        expect(new Set(stored.map(({ _id }) => _id))).toEqual(new Set([2, 4]));
        return true;
      });
    });

    test('creates the declared indexes of every collection of the product when it is first used', async () => {
      for (const { name: collection, indexes } of collections) {
        await ask(collection, { _id: 1 });
        const reply = await running.data.run('aggregate', { collection, pipeline: [{ $indexStats: {} }] });
        const found = reply.ok ? reply.answer.documents.map((index) => index['name']) : [];
        expect(found).toEqual(expect.arrayContaining(indexes.map((index) => index.name)));
      }
    });

    test('builds an index anew whose declaration has changed', async () => {
      const declare = (keys: Record<string, 1 | -1>): CollectionDeclaration => ({
        name: 'changing',
        indexes: [{ name: 'one', keys }],
      });
      const explain = () => running.admin.explain('find', { collection: 'changing', filter: { b: 1 } });
      await running.data.run('insertMany', { collection: 'changing', documents: [{ a: 1, b: 1 }] });
      await running.admin.ensureIndexes(declare({ a: 1 }));
      expect(await explain()).toMatchObject({ ok: true, answer: { usesIndex: false } });
      expect(await running.admin.ensureIndexes(declare({ b: 1 }))).toEqual({ ok: true, answer: null });
      expect(await explain()).toMatchObject({
        ok: true,
        answer: { usesIndex: true, indexes: ['one'], sortsInMemory: false },
      });
    });

    test('explains how it finds documents', async () => {
      const collection = 'explained';
      await running.admin.ensureIndexes({ name: collection, indexes: [{ name: 'by_a_b', keys: { a: 1, b: 1 } }] });
      await running.data.run('insertMany', { collection, documents: [{ a: 1, b: 1 }] });
      const find = (filter: EjsonDocument, sort?: EjsonDocument) =>
        running.admin.explain('find', { collection, filter, ...(sort && { sort }) });
      expect(await find({ _id: 1 })).toMatchObject({ answer: { usesIndex: true, indexes: ['_id_'] } });
      expect(await find({ a: 1, b: { $gt: 0 } })).toMatchObject({ answer: { usesIndex: true, indexes: ['by_a_b'] } });
      expect(await find({ a: 1 }, { b: -1 })).toMatchObject({ answer: { usesIndex: true, sortsInMemory: false } });
      expect(await find({ a: 1 }, { c: 1 })).toMatchObject({ answer: { usesIndex: true, sortsInMemory: true } });
      expect(await find({ c: 1 })).toMatchObject({ answer: { usesIndex: false } });
      const pipeline = [{ $match: { a: 1 } }, { $group: { _id: '$b' } }];
      expect(await running.admin.explain('aggregate', { collection, pipeline })).toMatchObject({
        answer: { usesIndex: true },
      });
      expect(await running.admin.explain('insertOne', { collection, document: {} })).toMatchObject({
        failure: { kind: 'bad-request' },
      });
    });
  });
}

test('an external endpoint of the Data API is used as the store, once it has every declared index', async () => {
  const key = crypto.randomUUID();
  const endpoint = await startDataApi({ DATA_API_KEY: key });
  const url = new URL('/app/x/endpoint/data/v1', endpoint.url).href;
  const running = await startDataApi({ DATA_API_URL: url, DATA_API_KEY: key });
  try {
    expect(await running.data.ping()).toEqual({ ok: true });
    const document = { _id: 1, email: 'a' };
    expect(await running.data.run('insertOne', { collection: 'users', document })).toMatchObject({ ok: true });
    expect(await running.data.run('insertOne', { collection: 'users', document })).toMatchObject({
      failure: { kind: 'duplicate-key', index: '_id_' },
    });
    expect(await endpoint.data.run('findOne', { collection: 'users', filter: { _id: 1 } })).toEqual({
      ok: true,
      answer: { document },
    });
    // It passes nothing on to strangers.
    expect(
      (await running.fetch('/app/x/endpoint/data/v1/action/find', { method: 'POST', headers: { apiKey: key } })).status,
    ).toBe(404);
  } finally {
    await running.stop();
    await endpoint.stop();
  }
});

test('an external endpoint that lacks indexes is refused with their names', async () => {
  // An endpoint whose collections are bare. In a thread of its own, for a call through Miniflare blocks this one.
  const bare = new Worker(
    `const { createServer } = require('node:http');
     const stats = JSON.stringify({ documents: [{ name: '_id_', key: { _id: 1 } }] });
     const server = createServer((_, response) => response.end(stats));
     server.listen(0, '127.0.0.1', () => require('node:worker_threads').parentPort.postMessage(server.address().port));`,
    { eval: true },
  );
  const [port] = (await once(bare, 'message')) as [number];
  const running = await startDataApi({ DATA_API_URL: `http://127.0.0.1:${port}/x`, DATA_API_KEY: 'key' });
  try {
    expect(await running.data.ping()).toMatchObject({
      failure: { kind: 'unavailable', message: expect.stringContaining('users.') as string },
    });
    expect(await running.data.run('find', { collection: 'users', filter: {} })).toMatchObject({
      failure: { kind: 'unavailable' },
    });
  } finally {
    await running.stop();
    await bare.terminate();
  }
});
