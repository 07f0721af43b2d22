import { describe, expect, test } from 'vitest';
import { actorFromHeader, anonymous, type SignedIn } from '#shared/actor';
import { newId, type CustomerId, type SessionId, type UserId } from '#shared/ids';
import { headersForWorker, inTime } from './forward.ts';

const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const organizer: SignedIn = {
  kind: 'user',
  userId: newId<UserId>(),
  role: 'organizer',
  userType: 2,
  customerId: newId<CustomerId>(),
  customerType: 1,
  sessionId: newId<SessionId>(),
};

const forwarded = (
  headers: Record<string, string>,
  given: Partial<Parameters<typeof headersForWorker>[0]> = {},
): Headers =>
  headersForWorker(
    { to: 'BOOKINGS_HTTP', headers: new Headers(headers), actor: organizer, newId: null, ...given },
    traceparent,
  );

describe('what a domain Worker gets to see', () => {
  test('is the actor that the gateway found, whatever the client claims', () => {
    const forged = JSON.stringify({ ...organizer, role: 'admin' });
    for (const name of ['x-thenorsound-actor', 'X-Thenorsound-Actor']) {
      const headers = forwarded({ [name]: forged });
      expect(actorFromHeader(headers.get('x-thenorsound-actor'))).toEqual(organizer);
    }
    expect(actorFromHeader(forwarded({}, { actor: anonymous }).get('x-thenorsound-actor'))).toEqual(anonymous);
  });

  test('is none of our own headers from outside', () => {
    const headers = forwarded({ 'x-thenorsound-new-id': 'f'.repeat(24), 'x-thenorsound-anything': '1' });
    expect([...headers.keys()].filter((name) => name.startsWith('x-thenorsound-'))).toEqual(['x-thenorsound-actor']);
  });

  test('is the id of the new resource where the request runs once', () => {
    expect(forwarded({}, { newId: 'a'.repeat(24) }).get('x-thenorsound-new-id')).toBe('a'.repeat(24));
  });

  test('is the trace under a span of the gateway', () => {
    const inbound = `00-${'a'.repeat(32)}-${'c'.repeat(16)}-01`;
    expect(forwarded({ traceparent: inbound }).get('traceparent')).toBe(traceparent);
  });

  test('is no credential, except in the auth Worker, where an expired token still ends its session', () => {
    const credentials = { authorization: 'Bearer x', cookie: 'refreshToken=y' };
    const elsewhere = forwarded(credentials);
    expect([elsewhere.has('authorization'), elsewhere.has('cookie')]).toEqual([false, false]);
    const atAuth = forwarded(credentials, { to: 'AUTH_HTTP', actor: anonymous });
    expect([atAuth.get('authorization'), atAuth.get('cookie')]).toEqual(['Bearer x', 'refreshToken=y']);
  });

  test('is the rest of what the client sent', () => {
    const sent = { 'content-type': 'application/json', 'if-match': '"3"', 'if-none-match': '"4"', 'user-agent': 'a' };
    expect(Object.fromEntries(forwarded(sent))).toMatchObject(sent);
  });
});

describe('an answer', () => {
  const late: Promise<unknown>[] = [];
  const call = { afterAnswer: (work: Promise<unknown>) => void late.push(work) };

  test('in time is passed on', async () => {
    const response = new Response('in time');
    expect(await inTime(1_000, 'EVENTS_HTTP', Promise.resolve(response), call)).toBe(response);
  });

  test('that does not come in time is 503, and the work goes on', async () => {
    const { promise, resolve } = Promise.withResolvers<Response>();
    await expect(inTime(1, 'EVENTS_HTTP', promise, call)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
      message: expect.stringContaining('The events service') as string,
    });
    expect(late).toHaveLength(1);
    resolve(new Response('late'));
    await Promise.all(late);
  });

  test('that fails in time fails with its own error', async () => {
    await expect(inTime(1_000, 'EVENTS_HTTP', Promise.reject(new Error('own')), call)).rejects.toThrow('own');
  });
});
