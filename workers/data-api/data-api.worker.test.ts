import { env } from 'cloudflare:workers';
import { describe, expect, test } from 'vitest';
import { answerHttp } from './http-endpoint.ts';

const collection = 'in_workerd';

describe('the data layer in workerd', () => {
  test('carries out actions over RPC, refusals as data', async () => {
    const document = { _id: { $oid: '0123456789abcdef01234567' }, email: 'a', live: true };
    expect(await env.DATA.run('insertOne', { collection, document })).toEqual({
      ok: true,
      answer: { insertedId: document._id },
    });
    expect(await env.DATA.run('findOne', { collection, filter: { email: 'a' } })).toEqual({
      ok: true,
      answer: { document },
    });
    expect(await env.DATA.run('insertOne', { collection, document })).toMatchObject({
      failure: { kind: 'duplicate-key', index: '_id_' },
    });
    expect(await env.DATA.run('find', { collection, filter: { $where: 'true' } })).toMatchObject({
      failure: { kind: 'bad-request' },
    });
  });

  test('declares and explains indexes for those who may', async () => {
    const indexes = [{ name: 'by_email', keys: { email: 1 }, unique: true, partial: { live: true } }] as const;
    expect(await env.DATA_ADMIN.ensureIndexes({ name: 'declared_in_workerd', indexes })).toEqual({
      ok: true,
      answer: null,
    });
    const filter = { email: 'a', live: true };
    expect(await env.DATA_ADMIN.explain('find', { collection: 'declared_in_workerd', filter })).toMatchObject({
      answer: { usesIndex: true, indexes: ['by_email'] },
    });
    expect(
      await env.DATA_ADMIN.ensureIndexes({ name: 'declared_in_workerd', indexes: [{ name: 'a b', keys: { a: 1 } }] }),
    ).toMatchObject({ failure: { kind: 'bad-request' } });
  });

  test('wakes by itself to take away what has expired', async () => {
    const name = 'expiring_in_workerd';
    await env.DATA_ADMIN.ensureIndexes({ name, indexes: [{ name: 'expiry', keys: { at: 1 }, expireAfterSeconds: 0 }] });
    const documents = [
      { _id: 1, at: { $date: new Date(Date.now() - 1_000).toISOString() } },
      { _id: 2, at: { $date: new Date(Date.now() + 3_600_000).toISOString() } },
    ];
    await env.DATA.run('insertMany', { collection: name, documents });
    await expect
      .poll(() => env.DATA.run('find', { collection: name, filter: {}, projection: { _id: 1 } }))
      .toEqual({ ok: true, answer: { documents: [{ _id: 2 }] } });
  });

  test('answers over HTTP only who has the key, and not at all without one', async () => {
    const request = (key: string): Request =>
      new Request('https://data/app/x/endpoint/data/v1/action/findOne', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'api-key': key },
        body: JSON.stringify({ collection, filter: { _id: 'nobody' } }),
      });
    const open = {
      COLLECTION_STORE: env.COLLECTION_STORE,
      MONGO_CONNECTION: env.COLLECTION_STORE,
      DATA_API_KEY: 'key',
    };
    const { DATA_API_KEY: _, ...closed } = open;
    const answer = await answerHttp(request('key'), open);
    expect([answer.status, await answer.json()]).toEqual([200, { document: null }]);
    expect((await answerHttp(request('other'), open)).status).toBe(401);
    expect((await answerHttp(request('key'), closed)).status).toBe(404);
  });
});
