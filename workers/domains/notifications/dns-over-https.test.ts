import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openReceiver, status, type Receiver } from '../../../test/support/receiver.ts';
import { dnsOverHttps } from './dns-over-https.ts';

let resolver: Receiver;
beforeAll(async () => {
  resolver = await openReceiver();
});
afterAll(() => resolver.close());

/** Has the resolver answer a query for A by one text, and for AAAA by another. */
function says(a: unknown, aaaa: unknown = { Status: 0 }) {
  resolver.answers('/dns-query', (response, { path }) => {
    response.end(JSON.stringify(path.includes('type=AAAA') ? aaaa : a));
  });
  return dnsOverHttps(resolver.url('/dns-query'))('hook.example.com');
}

describe('a name looked up over HTTPS', () => {
  it('has the addresses of both kinds, without the aliases on the way', async () => {
    const alias = { name: 'hook.example.com', type: 5, data: 'host.example.com.' };
    const found = await says(
      { Status: 0, Answer: [alias, { name: 'host.example.com', type: 1, data: '93.184.216.34' }] },
      { Status: 0, Answer: [alias, { name: 'host.example.com', type: 28, data: '2a00:1450::1' }] },
    );
    expect(found).toEqual(['93.184.216.34', '2a00:1450::1']);
    const queries = resolver.received().map(({ path, headers }) => [path, headers.accept]);
    expect(new Map(queries as [string, string][])).toEqual(
      new Map([
        ['/dns-query?name=hook.example.com&type=A', 'application/dns-json'],
        ['/dns-query?name=hook.example.com&type=AAAA', 'application/dns-json'],
      ]),
    );
  });

  it('has none where there is no such name', async () => {
    expect(await says({ Status: 3 }, { Status: 3 })).toEqual([]);
  });

  it.each([
    ['the resolver fails', { Status: 2 }],
    ['it refuses', { Status: 5 }],
    ['it answers something else', { hello: 'world' }],
  ])('is unknown where %s, for one kind of address alone too', async (_, answer) => {
    await expect(says({ Status: 0, Answer: [{ type: 1, data: '93.184.216.34' }] }, answer)).rejects.toThrow(/./);
  });

  it('is unknown where the resolver answers an error, or nothing', async () => {
    resolver.answers('/dns-query', status(500));
    await expect(dnsOverHttps(resolver.url('/dns-query'))('hook.example.com')).rejects.toThrow(/500/);
    await expect(dnsOverHttps('http://127.0.0.1:9/dns-query')('hook.example.com')).rejects.toThrow(/./);
  });
});
