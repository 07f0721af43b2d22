import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningDataApi, startDataApi } from './start-data-api.ts';

const apiKey = crypto.randomUUID();
const path = '/app/thenorsound/endpoint/data/v1/action';
const body = JSON.stringify({
  dataSource: 'mongodb-atlas',
  database: 'thenorsound',
  collection: 'over_http',
  filter: {},
});

describe("the Data API's HTTP paths", () => {
  let running: RunningDataApi;
  beforeAll(async () => {
    running = await startDataApi({ DATA_API_KEY: apiKey });
  });
  afterAll(() => running.stop());

  const post = (action: string, headers: Record<string, string>, sent = body): Promise<Response> =>
    running.fetch(`${path}/${action}`, { method: 'POST', headers, body: sent });
  const json = { 'content-type': 'application/json' };
  const asJson = async (response: Response): Promise<unknown> => response.json();

  test.each([
    ['apiKey', { apiKey }],
    ['api-key', { 'api-key': apiKey }],
    ['Authorization', { authorization: `Bearer ${apiKey}` }],
  ])('let in whoever has the key, in %s', async (_, key) => {
    const response = await post('find', { ...json, ...key });
    expect(response.status).toBe(200);
    expect(await asJson(response)).toEqual({ documents: [] });
  });

  test.each([
    ['no key', {}],
    ['a wrong key', { apiKey: 'wrong' }],
    ['the beginning of the key', { apiKey: apiKey.slice(0, -1) }],
    ['an empty key', { apiKey: '' }],
  ])('keep out %s', async (_, key) => {
    const response = await post('find', { ...json, ...key });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer');
    expect(await asJson(response)).toEqual({ error: expect.any(String) as string, error_code: 'InvalidSession' });
  });

  test('answer an insert with 201, EJSON in and out', async () => {
    const document = { _id: { $oid: '0123456789abcdef01234567' }, at: { $date: '2026-01-01T00:00:00Z' } };
    const ejson = { 'content-type': 'application/ejson', apiKey };
    const inserted = await post('insertOne', ejson, JSON.stringify({ collection: 'over_http_2', document }));
    expect(inserted.status).toBe(201);
    expect(inserted.headers.get('content-type')).toBe('application/ejson');
    expect(await asJson(inserted)).toEqual({ insertedId: document._id });
    const again = await post('insertOne', ejson, JSON.stringify({ collection: 'over_http_2', document }));
    expect(again.status).toBe(400);
    expect(await asJson(again)).toEqual({
      error: 'E11000 duplicate key error index: _id_ dup key',
      error_code: 'DuplicateKey',
    });
  });

  test.each<[string, string, Record<string, string>, string, number]>([
    ['malformed JSON', 'find', json, '{', 400],
    ['a body that is no document', 'find', json, '[]', 400],
    ['no body', 'find', json, '', 400],
    ['another database', 'find', json, JSON.stringify({ database: 'admin', collection: 'a', filter: {} }), 400],
    ['an unknown action', 'launch', json, body, 400],
    ['another content type', 'find', { 'content-type': 'text/plain' }, body, 415],
    ['a body that is too long', 'find', json, JSON.stringify({ pad: 'x'.repeat(5_000_000) }), 413],
    ['__proto__', 'insertOne', json, '{"collection":"a","document":{"__proto__":{"a":1}}}', 400],
  ])('refuse %s', async (_, action, headers, sent, status) => {
    const response = await post(action, { ...headers, apiKey }, sent);
    expect(response.status).toBe(status);
    expect(await asJson(response)).toMatchObject({
      error: expect.any(String) as string,
      error_code: 'InvalidParameter',
    });
  });

  test('are only posted to', async () => {
    const response = await running.fetch(`${path}/find`, { method: 'GET', headers: { apiKey } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('are all there is', async () => {
    expect((await running.fetch('/', { method: 'POST', headers: { apiKey } })).status).toBe(404);
  });
});

test('without a DATA_API_KEY there is nothing over HTTP', async () => {
  const running = await startDataApi();
  try {
    for (const headers of [{}, { apiKey: '' }, { authorization: 'Bearer undefined' }]) {
      const response = await running.fetch(`${path}/find`, { method: 'POST', headers, body });
      expect(response.status).toBe(404);
    }
  } finally {
    await running.stop();
  }
});
