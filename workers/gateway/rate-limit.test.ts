import { describe, expect, test } from 'vitest';
import { anonymous, type SignedIn } from '#shared/actor';
import { newId, type SessionId, type UserId } from '#shared/ids';
import { addressOf, callerKey, signInKey, spend } from './rate-limit.ts';

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

describe('requests are counted', () => {
  test('for a signed-in user wherever they come from, for a stranger by address', () => {
    const user: SignedIn = {
      kind: 'user',
      userId: newId<UserId>(),
      role: 'admin',
      userType: 1,
      customerId: null,
      customerType: null,
      sessionId: newId<SessionId>(),
    };
    expect(callerKey(user, '192.0.2.1')).toBe(callerKey(user, '192.0.2.2'));
    expect(callerKey(anonymous, '192.0.2.1')).not.toBe(callerKey(anonymous, '192.0.2.2'));
    expect(addressOf(new Headers({ 'cf-connecting-ip': '192.0.2.1' }))).toBe('192.0.2.1');
  });

  test('at sign-in for each address and email, however the email is spelled', () => {
    const key = signInKey('192.0.2.1', json({ email: 'somebody@thenorsound.example', password: 'x' }));
    expect(signInKey('192.0.2.1', json({ email: ' SomeBody@Thenorsound.example ', password: 'y' }))).toBe(key);
    expect(signInKey('192.0.2.2', json({ email: 'somebody@thenorsound.example' }))).not.toBe(key);
    expect(signInKey('192.0.2.1', json({ email: 'other@thenorsound.example' }))).not.toBe(key);
  });

  test.each([['{'], ['null'], ['[]'], ['{"email":{"$gt":""}}'], ['{"email":7}'], ['']])(
    'at sign-in for the address alone where the body names no email: %s',
    (body) => {
      expect(signInKey('192.0.2.1', new TextEncoder().encode(body))).toBe(signInKey('192.0.2.1', null));
    },
  );
});

describe('a share', () => {
  test('that is used up is 429 with the time to wait', async () => {
    const usedUp = { limit: async () => ({ success: false }) };
    await expect(spend(usedUp, 'key', 'trace')).rejects.toMatchObject({
      code: 'RATE_LIMITED',
      refusal: { retryAfterSeconds: 60 },
    });
  });

  test('that cannot be counted is not refused', async () => {
    const broken = { limit: () => Promise.reject(new Error('no counter')) };
    await expect(spend(broken, 'key', 'trace')).resolves.toBeUndefined();
  });
});
