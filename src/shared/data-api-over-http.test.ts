import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { DataApi } from './data-api.ts';
import { dataApiOverHttp } from './data-api-over-http.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** An endpoint that answers so, and a client of it. */
async function answering(listener: RequestListener): Promise<DataApi> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const { port } = started.address() as AddressInfo;
  return dataApiOverHttp({
    url: `http://127.0.0.1:${port}/app/x/endpoint/data/v1/`,
    apiKey: 'key',
    database: 'thenorsound',
    timeoutMs: 300,
  });
}
const with_ = (status: number, body: unknown): Promise<DataApi> =>
  answering((_, response) => response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body)));
const read = { collection: 'a', filter: {} };
const write = { collection: 'a', document: { _id: 1 } };

describe('a Data API endpoint over HTTP', () => {
  test('is asked by action, with the key, the data source and the database', async () => {
    const asked: unknown[] = [];
    const data = await answering((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        asked.push(
          request.method,
          request.url,
          request.headers['apikey'],
          request.headers['content-type'],
          JSON.parse(body),
        );
        response.writeHead(201).end('{"insertedId":1}');
      });
    });
    expect(await data.run('insertOne', write)).toEqual({ ok: true, answer: { insertedId: 1 } });
    expect(asked).toEqual([
      'POST',
      '/app/x/endpoint/data/v1/action/insertOne',
      'key',
      'application/ejson',
      { dataSource: 'mongodb-atlas', database: 'thenorsound', ...write },
    ]);
  });

  const e11000 =
    'Failed to insert: E11000 duplicate key error collection: thenorsound.users index: one_per_email dup key: { email: "a" }';
  test.each<[string, number, unknown, object]>([
    [
      'a unique index that refuses',
      400,
      { error: e11000, error_code: 'MongoDBError' },
      { kind: 'duplicate-key', index: 'one_per_email' },
    ],
    [
      'a wrong request',
      400,
      { error: 'unknown operator', error_code: 'InvalidParameter' },
      { kind: 'bad-request', message: 'unknown operator' },
    ],
    ['a store that is down', 503, { error: 'down', error_code: 'ServiceUnavailable' }, { kind: 'unavailable' }],
    ['a wrong key', 401, { error: 'no', error_code: 'InvalidSession' }, { kind: 'unavailable' }],
    ['too many requests', 429, 'slow down', { kind: 'unavailable' }],
    ['a failure inside', 500, '<html>oops</html>', { kind: 'unknown-outcome' }],
    ['an outcome it does not know', 504, { error: 'late', error_code: 'UnknownOutcome' }, { kind: 'unknown-outcome' }],
  ])('%s is told', async (_, status, body, failure) => {
    const data = await with_(status, body);
    expect(await data.run('insertOne', write)).toMatchObject({ ok: false, failure });
  });

  test('a redirect is not followed: the key goes nowhere else', async () => {
    const data = await answering((_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end());
    expect(await data.run('insertOne', write)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });

  test('a lost answer leaves a write open, and a read merely unavailable', async () => {
    const data = await answering((request) => request.socket.destroy());
    expect(await data.run('insertOne', write)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } });
    expect(await data.run('find', read)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });

  test('an answer that does not come in time is a lost one', async () => {
    const data = await answering(() => undefined);
    expect(await data.run('insertOne', write)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } });
    expect(await data.run('find', read)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });

  test('an answer that is no JSON leaves a write open', async () => {
    const data = await with_(200, '<html>welcome</html>');
    expect(await data.run('insertOne', write)).toMatchObject({ ok: false, failure: { kind: 'unknown-outcome' } });
  });

  test('where nothing listens, nothing was written', async () => {
    const data = await with_(200, {});
    await new Promise((resolve) => server?.close(resolve));
    expect(await data.run('insertOne', write)).toMatchObject({ ok: false, failure: { kind: 'unavailable' } });
  });
});
