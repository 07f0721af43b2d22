import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type SessionId, type UserId } from '#shared/ids';
import { ask, env, newPerson, PASSWORD, post, registered, signIn, stored, traceparent, work } from '../test-client.ts';
import { recogniseUser } from './login.ts';

const login = (email: string, password: string) => post('/api/auth/login', { email, password });

/** What the access token says, to somebody who knows only the published keys. */
async function verified(token: string): Promise<JWTPayload> {
  const { body } = await ask('GET', '/.well-known/jwks.json');
  const keys = createLocalJWKSet(body as unknown as Parameters<typeof createLocalJWKSet>[0]);
  const options = { issuer: 'thenorsound', audience: 'thenorsound-api', algorithms: ['ES256'] };
  return (await jwtVerify(token, keys, options)).payload;
}

describe('signing in', () => {
  it('answers the user, both tokens and the cookie', async () => {
    const { email, id } = await registered();
    const { status, body, headers } = await login(` ${email.toUpperCase()} `, PASSWORD);
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'tokenType', 'user']);
    expect(body).toMatchObject({ user: { id, email }, expiresIn: 900, tokenType: 'Bearer' });
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(
      /^refreshToken=[\w-]{64}; Path=\/api\/auth; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(cookie).toContain(`refreshToken=${String(body['refreshToken'])};`);
    const [, maxAge] = /Max-Age=(\d+)/.exec(cookie) ?? [];
    expect(Number(maxAge)).toBeGreaterThan(7 * 86_400 - 10);
    expect(Number(maxAge)).toBeLessThanOrEqual(7 * 86_400);
  });

  it('gives an access token that the published keys verify, with the claims of the contract', async () => {
    const { email, id } = await registered();
    const { accessToken } = await signIn(email);
    const { iat = 0, jti, sid, ...claims } = await verified(accessToken);
    expect(claims).toEqual({
      iss: 'thenorsound',
      aud: 'thenorsound-api',
      sub: id,
      exp: iat + 900,
      email,
      name: 'Åsa Öberg',
      userType: 2,
      customerId: null,
      customerType: null,
      roles: ['unlinked'],
    });
    expect(jti).toMatch(/^[0-9a-f-]{36}$/);
    expect(sid).toMatch(/^[0-9a-f]{24}$/);
    expect(decodeProtectedHeader(accessToken)).toMatchObject({ alg: 'ES256', kid: expect.any(String) as string });
  });

  it('publishes no private key', async () => {
    const { body } = await ask('GET', '/.well-known/jwks.json');
    const { keys } = body as { keys: Record<string, unknown>[] };
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    }
  });

  it('tells of it and audits it in the write that begins the session', async () => {
    const { email, id } = await registered();
    const { sid } = await verified((await signIn(email)).accessToken);
    const session = await stored.sessions.findOne({ _id: oid(sid as SessionId) });
    expect(session).toMatchObject({ userId: id, generation: 1, revokedAt: null });
    expect(session?.unsettledSince).toEqual(session?.createdAt);
    expect(session?.outbox.map(({ type, data }) => [type, data])).toEqual([
      ['user.logged-in', { userId: id }],
      [
        'audit.recorded',
        { actorId: id, actorRoles: ['unlinked'], action: 'auth:sign-in', resource: 'session', resourceId: sid },
      ],
    ]);
  });

  it('stores nothing that lets anybody in', async () => {
    const { email } = await registered();
    const { accessToken, refreshToken } = await signIn(email);
    const { sid } = await verified(accessToken);
    const session = JSON.stringify(await stored.sessions.findOne({ _id: oid(sid as SessionId) }));
    expect(session).not.toContain(refreshToken);
    expect(session).not.toContain(refreshToken.slice(-43));
  });

  it('works with a bcrypt hash from an import', async () => {
    const { email, id } = await registered();
    const hash = '$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i';
    await stored.credentials.update({ _id: oid(id) }, { $set: { passwordHash: hash } });
    expect((await login(email, 'abc')).status).toBe(200);
    expect((await login(email, 'abd')).status).toBe(401);
  });

  it('names every bad field at once', async () => {
    const { status, body } = await post('/api/auth/login', { email: 'x', password: '', remember: true });
    const { details } = body['error'] as { details: { field: string }[] };
    expect(status).toBe(400);
    expect(details.map(({ field }) => field).toSorted()).toEqual(['email', 'password', 'remember']);
  });
});

describe('a refused sign-in', () => {
  it('is byte for byte the same for an unknown email, a wrong password, an inactive user and an open invitation', async () => {
    const [known, inactive] = await Promise.all([registered(), registered()]);
    await stored.users.update({ _id: oid(inactive.id) }, { $set: { isActive: false } });
    const invited = { userId: newId<UserId>(), email: newPerson().email, password: null };
    await env.AUTH.createCredential(traceparent, invited);
    const refusals = [
      await login('nobody@example.com', PASSWORD),
      await login(known.email, 'a wrong password'),
      await login(inactive.email, PASSWORD),
      await login(invited.email, PASSWORD),
    ];
    const comparable = refusals.map(({ status, text, headers }) => ({
      status,
      text: text.replace(/"timestamp":"[^"]+"/, '').replace(/"traceId":"[^"]+"/, ''),
      headers: [...headers].filter(([name]) => name !== 'x-trace-id'),
    }));
    expect(comparable[0]?.status).toBe(401);
    expect(comparable[0]?.headers).toContainEqual(['www-authenticate', 'Bearer']);
    for (const refusal of comparable) expect(refusal).toEqual(comparable[0]);
  });

  it('costs the same questions for an unknown email as for a wrong password', async () => {
    const { email } = await registered();
    const roundTrips = async (address: string) => {
      const { deps, call } = work();
      await expect(recogniseUser({ email: address, password: 'wrong' }, deps, call)).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
      });
      return call.meter.roundTrips;
    };
    const before = await roundTrips(email);
    const known = (await roundTrips(email)) - before;
    const unknown = (await roundTrips('nobody@example.com')) - before - known;
    expect(unknown).toBe(known);
  });
});

describe('ten failed sign-ins', () => {
  it('lock the account, also for the right password, however many are tried at once', async () => {
    const [{ email, id }, bystander] = await Promise.all([registered(), registered()]);
    // Six earlier ones, for each guess takes a while.
    await stored.credentials.update({ _id: oid(id) }, { $set: { failedSignIns: 6 } });
    const guesses = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((guess) => login(email, guess)));
    expect(guesses.map(({ status }) => status).toSorted()).toEqual([401, 401, 401, 401, 429, 429, 429]);

    const locked = await login(email, PASSWORD);
    expect(locked.status).toBe(429);
    expect(locked.body).toMatchObject({ error: { code: 'RATE_LIMITED' } });
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(890);
    expect(Number(locked.headers.get('retry-after'))).toBeLessThanOrEqual(900);
    expect((await login(bystander.email, PASSWORD)).status).toBe(200);

    await stored.credentials.update({ _id: oid(id) }, { $set: { lockedUntil: new Date(Date.now() - 1) } });
    expect((await login(email, PASSWORD)).status).toBe(200);
    expect(await stored.credentials.findOne({ _id: oid(id) })).toMatchObject({ failedSignIns: 0, lockedUntil: null });
  });

  it('count from the last good one', async () => {
    const { email, id } = await registered();
    await stored.credentials.update({ _id: oid(id) }, { $set: { failedSignIns: 9 } });
    expect((await login(email, PASSWORD)).status).toBe(200);
    expect((await login(email, 'wrong')).status).toBe(401);
    expect((await login(email, PASSWORD)).status).toBe(200);
  });

  it('shut out a right password that was being checked while they locked the account', async () => {
    const { email, id } = await registered();
    const { deps, call } = work();
    const lockedMeanwhile = {
      ...deps,
      userForSignIn: async (userId: UserId) => {
        const lockedUntil = new Date(Date.now() + 60_000);
        await stored.credentials.update({ _id: oid(id) }, { $set: { failedSignIns: 10, lockedUntil } });
        return deps.userForSignIn(userId);
      },
    };
    await expect(recogniseUser({ email, password: PASSWORD }, lockedMeanwhile, call)).rejects.toMatchObject({
      code: 'RATE_LIMITED',
    });
  });
});

describe('when the users Worker is down', () => {
  it('nobody can sign in, known or not: 503', async () => {
    const { email } = await registered();
    const { deps, call } = work();
    const without = { ...deps, userForSignIn: () => Promise.reject(new Error('gone')) };
    for (const address of [email, 'nobody@example.com']) {
      await expect(recogniseUser({ email: address, password: PASSWORD }, without, call)).rejects.toMatchObject({
        code: 'SERVICE_UNAVAILABLE',
      });
    }
  });
});
