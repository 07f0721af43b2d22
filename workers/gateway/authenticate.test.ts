import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Call } from '#shared/call';
import { AppError } from '#shared/errors';
import { traceFrom } from '#shared/trace';
import { authenticator } from './authenticate.ts';
import type { IssuesTokens } from './env.ts';
import { revocationReader, type RevocationList } from './revocations.ts';
import { signingKeyReader } from './signing-keys.ts';

const START = Date.parse('2026-11-23T12:00:00Z');
const userId = '665f1c2ab8d4e3f6a7b8c9d0';
const customerId = '665f1c2ab8d4e3f6a7b8c9d1';
const sid = '665f1c2ab8d4e3f6a7b8c9d2';

interface Pair {
  privateKey: CryptoKey;
  published: JWK;
}
let current: Pair;
let next: Pair;

async function pairNamed(kid: string): Promise<Pair> {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  return { privateKey, published: { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' } };
}

beforeAll(async () => {
  [current, next] = await Promise.all([pairNamed('current'), pairNamed('next')]);
});

/** The auth Worker as the gateway sees it, and a gateway's isolate with a clock to set. */
function scene() {
  let now = START;
  const auth = {
    keys: [current.published],
    revoked: { users: [], sessions: [] } as RevocationList,
    down: false,
    withoutKeys: false,
    asked: { jwks: 0, revocations: 0 },
  };
  const answering = async <T>(value: T) => {
    if (auth.down) throw new Error('the auth Worker is down');
    return { ok: true, value } as const;
  };
  const AUTH: IssuesTokens = {
    jwks: () => {
      auth.asked.jwks += 1;
      return auth.withoutKeys ? Promise.reject(new Error('no answer')) : answering({ keys: auth.keys });
    },
    revocations: () => {
      auth.asked.revocations += 1;
      return answering(auth.revoked);
    },
    ready: () => answering(true),
    sweep: () => answering(true),
  };
  const behind: Promise<unknown>[] = [];
  const call: Call = {
    trace: traceFrom(null),
    meter: { roundTrips: 0 },
    now: () => new Date(now),
    afterAnswer: (work) => void behind.push(work.catch(() => undefined)),
  };
  const authenticate = authenticator(signingKeyReader(), revocationReader());
  return {
    auth,
    after: (seconds: number) => {
      now = START + seconds * 1000;
    },
    behind: () => Promise.all(behind),
    authenticate: (header: string) => authenticate(header, AUTH, call),
    /** 'ok', or the code of the refusal. */
    outcome: async (token: string) => {
      try {
        await authenticate(`Bearer ${token}`, AUTH, call);
        return 'ok';
      } catch (error) {
        if (error instanceof AppError) return error.code;
        throw error;
      }
    },
  };
}

const claims = {
  iss: 'thenorsound',
  aud: 'thenorsound-api',
  sub: userId,
  sid,
  jti: 'a',
  iat: START / 1000,
  exp: START / 1000 + 900,
  email: 'somebody@thenorsound.example',
  name: 'Somebody',
  userType: 2,
  customerId,
  customerType: 1,
  roles: ['organizer'],
};

const signed = (changes: Record<string, unknown> = {}, by: { pair?: Pair; kid?: string } = {}) => {
  const { pair = current, kid = pair.published.kid ?? '' } = by;
  return new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'ES256', kid }).sign(pair.privateKey);
};

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a good token', () => {
  test('says who is asking', async () => {
    const { authenticate } = scene();
    expect(await authenticate(`Bearer ${await signed()}`)).toEqual({
      kind: 'user',
      userId,
      role: 'organizer',
      userType: 2,
      customerId,
      customerType: 1,
      sessionId: sid,
    });
  });

  test('is taken with the scheme in any case', async () => {
    const { authenticate } = scene();
    expect(await authenticate(`bearer ${await signed()}`)).toMatchObject({ userId });
  });

  test('counts for 30 s beyond its expiry, whether or not it was seen before', async () => {
    const { outcome, after } = scene();
    const [seen, unseen] = [await signed(), await signed({ jti: 'b' })];
    expect(await outcome(seen)).toBe('ok');
    after(929);
    expect([await outcome(seen), await outcome(unseen)]).toEqual(['ok', 'ok']);
    after(930);
    expect([await outcome(seen), await outcome(unseen)]).toEqual(['UNAUTHORIZED', 'UNAUTHORIZED']);
  });
});

describe('a token is refused', () => {
  test.each([
    ['for another issuer', { iss: 'somebody-else' }],
    ['for another audience', { aud: 'another-api' }],
    ['without an expiry', { exp: undefined }],
    ['with no role', { roles: [] }],
    ['with two roles', { roles: ['admin', 'crew'] }],
    ['with an unknown role', { roles: ['root'] }],
    ['with a subject that is no id', { sub: '1' }],
    ['without a session', { sid: undefined }],
  ])('%s', async (_why, changes) => {
    expect(await scene().outcome(await signed(changes))).toBe('UNAUTHORIZED');
  });

  test('when it is not signed at all', async () => {
    expect(await scene().outcome(`${base64url({ alg: 'none', kid: 'current' })}.${base64url(claims)}.`)).toBe(
      'UNAUTHORIZED',
    );
  });

  test('when the public key was used as the secret of another algorithm', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(current.published));
    const token = await new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'current' }).sign(secret);
    expect(await scene().outcome(token)).toBe('UNAUTHORIZED');
  });

  test('when another key signed it under a known kid', async () => {
    expect(await scene().outcome(await signed({}, { pair: next, kid: 'current' }))).toBe('UNAUTHORIZED');
  });

  test('when its contents were changed', async () => {
    const [head = '', , signature = ''] = (await signed()).split('.');
    expect(await scene().outcome(`${head}.${base64url({ ...claims, roles: ['admin'] })}.${signature}`)).toBe(
      'UNAUTHORIZED',
    );
  });

  test.each(['', 'a', 'a.b', 'a.b.c', '..', `${base64url({})}.${base64url({})}.x`])(
    'when it is none: "%s"',
    async (token) => {
      expect(await scene().outcome(token)).toBe('UNAUTHORIZED');
    },
  );

  test('in another scheme', async () => {
    await expect(scene().authenticate('Basic dXNlcjpwYXNz')).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
  });
});

describe('keys', () => {
  test('are asked for once for many tokens', async () => {
    const { auth, outcome } = scene();
    for (let number = 0; number < 5; number += 1) await outcome(await signed({ jti: String(number) }));
    expect(auth.asked).toEqual({ jwks: 1, revocations: 1 });
  });

  test('that are new are found when the first token under one comes', async () => {
    const { auth, outcome, after } = scene();
    await outcome(await signed());
    auth.keys = [current.published, next.published];
    after(20);
    expect(await outcome(await signed({}, { pair: next }))).toBe('ok');
  });

  test('are asked for at most once in 10 s because of an unknown kid', async () => {
    const { auth, outcome, after } = scene();
    await outcome(await signed());
    after(20);
    for (let number = 0; number < 5; number += 1) {
      expect(await outcome(await signed({}, { kid: `invented-${number}` }))).toBe('UNAUTHORIZED');
    }
    expect(auth.asked.jwks).toBe(2);
  });

  test('that cannot be had say nothing about a token: 503, not 401', async () => {
    const { auth, outcome } = scene();
    auth.withoutKeys = true;
    expect(await outcome(await signed())).toBe('SERVICE_UNAVAILABLE');
  });

  test('of another kind than ES256 verify nothing', async () => {
    const { auth, outcome } = scene();
    auth.keys = [{ ...current.published, kty: 'oct', k: 'c2VjcmV0' }];
    expect(await outcome(await signed())).toBe('UNAUTHORIZED');
  });
});

describe('revocation', () => {
  test('shuts out within 60 s a token that was verified before, in an isolate with traffic', async () => {
    const { auth, outcome, after, behind } = scene();
    const token = await signed();
    await outcome(token);
    after(1);
    auth.revoked = { users: [{ userId, before: new Date(START + 1_000).toISOString() }], sessions: [] };
    after(31);
    expect(await outcome(token)).toBe('ok');
    await behind();
    expect(await outcome(token)).toBe('UNAUTHORIZED');
  });

  test('shuts out in an isolate that had no traffic for a while at the first request', async () => {
    const { auth, outcome, after } = scene();
    const token = await signed();
    await outcome(token);
    auth.revoked = { users: [], sessions: [sid] };
    after(46);
    expect(await outcome(token)).toBe('UNAUTHORIZED');
  });

  test('that cannot be asked lets nobody in on an old list, and says so as 503', async () => {
    const { auth, outcome, after } = scene();
    const token = await signed();
    await outcome(token);
    auth.down = true;
    after(45);
    expect(await outcome(token)).toBe('ok');
    after(46);
    expect(await outcome(token)).toBe('SERVICE_UNAVAILABLE');
  });

  test('costs no waiting while there is traffic', async () => {
    const { auth, outcome, after, behind } = scene();
    const token = await signed();
    await outcome(token);
    for (let second = 5; second <= 300; second += 5) {
      after(second);
      expect(await outcome(token)).toBe('ok');
      await behind();
    }
    // Every 35 s at this rhythm, always behind an answer.
    expect(auth.asked).toEqual({ jwks: 1, revocations: 9 });
  });
});
