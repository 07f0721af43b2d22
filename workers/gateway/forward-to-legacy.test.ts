import { jwtVerify, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { anonymous, type Role, type SignedIn } from '#shared/actor';
import { newId, type CustomerId, type SessionId, type UserId } from '#shared/ids';
import { answerFromLegacy, headersForLegacy, SERVED_BY } from './forward-to-legacy.ts';

const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const now = new Date('2026-11-27T12:00:00Z');
const call = { trace: { traceId: 'a'.repeat(32), traceparent }, now: () => now };
const secret = new TextEncoder().encode('s'.repeat(32));
const url = new URL('https://api.thenorsound.example/api/events');

const organizer: SignedIn = {
  kind: 'user',
  userId: newId<UserId>(),
  role: 'organizer',
  userType: 2,
  customerId: newId<CustomerId>(),
  customerType: 1,
  sessionId: newId<SessionId>(),
};

const toLegacy = (
  headers: Record<string, string>,
  actor = organizer as Parameters<typeof headersForLegacy>[0]['actor'],
) => headersForLegacy({ headers: new Headers(headers), url, actor }, { jwtSecret: null }, call);

describe('what the old system gets to see', () => {
  test('is what the client sent, in the trace, and from whom', async () => {
    const sent = {
      'content-type': 'application/json',
      'if-match': '"3"',
      authorization: 'Bearer x.y.z',
      accept: 'a/b',
    };
    const given = await toLegacy({ ...sent, 'cf-connecting-ip': '192.0.2.7', 'x-forwarded-for': '203.0.113.9' });
    expect(Object.fromEntries(given)).toMatchObject({
      ...sent,
      traceparent,
      'x-forwarded-for': '192.0.2.7',
      'x-forwarded-host': 'api.thenorsound.example',
      'x-forwarded-proto': 'https',
    });
  });

  test('is nothing about the connection, no cookie, and nothing that only we read', async () => {
    const given = await toLegacy({
      connection: 'keep-alive, x-only-here',
      'keep-alive': 'timeout=5',
      'x-only-here': '1',
      te: 'trailers',
      'transfer-encoding': 'chunked',
      'content-length': '3',
      upgrade: 'h2c',
      'proxy-authorization': 'Basic x',
      cookie: 'refreshToken=secret',
      host: 'api.thenorsound.example',
      'x-thenorsound-actor': '{"role":"admin"}',
      'x-thenorsound-new-id': 'f'.repeat(24),
    });
    expect([...given.keys()].toSorted()).toEqual([
      'traceparent',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
    ]);
  });

  test('is no token that was not verified here', async () => {
    const given = await toLegacy({ authorization: 'Bearer expired' }, anonymous);
    expect(given.has('authorization')).toBe(false);
  });
});

describe('a token of the old system’s own kind', () => {
  async function claimsFor(actor: SignedIn) {
    const ours = await new SignJWT({ email: 'olle@thenorsound.example', name: 'Olle Öberg Ek' })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('another'.repeat(5)));
    const headers = new Headers({ authorization: `bearer ${ours}` });
    const given = await headersForLegacy({ headers, url, actor }, { jwtSecret: secret }, call);
    const [scheme, token = ''] = (given.get('authorization') ?? '').split(' ');
    expect(scheme).toBe('Bearer');
    const { payload, protectedHeader } = await jwtVerify(token, secret, {
      issuer: 'ThenorSound',
      audience: 'ThenorSound',
      currentDate: now,
    });
    expect(protectedHeader.alg).toBe('HS256');
    return payload;
  }

  test('has its claims, all of them texts, and lives for a minute', async () => {
    expect(await claimsFor(organizer)).toEqual({
      sub: organizer.userId,
      email: 'olle@thenorsound.example',
      firstname: 'Olle',
      lastname: 'Öberg Ek',
      role: '2',
      customerId: organizer.customerId,
      customerType: '1',
      iss: 'ThenorSound',
      aud: 'ThenorSound',
      exp: now.getTime() / 1000 + 60,
    });
  });

  test.each([
    ['admin', { customerId: null, customerType: null }, '1', '0'],
    ['crewCompany', { customerType: 2 }, '2', '2'],
    ['crew', { customerType: 2 }, '3', '2'],
    ['unlinked', { customerId: null, customerType: null }, '3', '0'],
  ] as [Role, Partial<SignedIn>, string, string][])(
    'gives %s the old role',
    async (role, company, oldRole, oldType) => {
      const claims = await claimsFor({ ...organizer, role, ...company });
      expect([claims['role'], claims['customerType']]).toEqual([oldRole, oldType]);
      expect(claims['customerId']).toBe(company.customerId === null ? '' : organizer.customerId);
    },
  );
});

describe('an answer of the old system', () => {
  const origin = 'https://old.example';
  const answered = (headers: Record<string, string>, status = 200) =>
    answerFromLegacy(new Response('body', { status, headers }), origin);

  test('goes on as it is, and says whose it is', async () => {
    const answer = answered({ 'content-type': 'text/csv', etag: '"7"' }, 201);
    expect([
      answer.status,
      await answer.text(),
      answer.headers.get('content-type'),
      answer.headers.get('etag'),
    ]).toEqual([201, 'body', 'text/csv', '"7"']);
    expect(answer.headers.get(SERVED_BY)).toBe('legacy');
  });

  test('sets no cookie, and has nothing of its connection', () => {
    const { headers } = answered({ 'set-cookie': 'a=1', connection: 'close, x-hop', 'x-hop': '1', 'keep-alive': 'x' });
    expect([...headers.keys()].toSorted()).toEqual(['content-type', SERVED_BY]);
  });

  test('leads nobody past the gateway', () => {
    expect(answered({ location: `${origin}/api/events/1` }, 201).headers.get('location')).toBe('/api/events/1');
    expect(answered({ location: '/api/events/1' }, 201).headers.get('location')).toBe('/api/events/1');
  });
});
