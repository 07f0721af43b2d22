import { base64url, decodeJwt, exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import type { SessionId, UserId } from '#shared/ids';
import { accessTokensUnder } from './access-tokens.ts';
import { ask, bearer, env, post, registered, sessionOf, stored, traceparent, userOf } from './test-client.ts';

const encode = (value: unknown) => base64url.encode(JSON.stringify(value));
const claimsWith = (token: string) => ask('GET', '/api/auth/claims', undefined, bearer(token));
const validated = async (token: string) => (await post('/api/auth/validate', { token })).body;

let id: UserId;
let accessToken: string;
let payload: JWTPayload;
let sessionId: SessionId;
let kid: string;

beforeAll(async () => {
  ({ id } = await registered());
  ({ accessToken } = await sessionOf(id));
  payload = decodeJwt(accessToken);
  sessionId = payload['sid'] as SessionId;
  ({ current: kid } = JSON.parse(env.SIGNING_KEYS) as { current: string });
});

/** A genuine token, but for what `change` does to it. */
async function genuineBut(change: (claims: JWTPayload) => JWTPayload): Promise<string> {
  const { keys } = JSON.parse(env.SIGNING_KEYS) as { keys: [JsonWebKey] };
  const key = await crypto.subtle.importKey('jwk', keys[0], { name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign']);
  return new SignJWT(change(payload)).setProtectedHeader({ alg: 'ES256', kid }).sign(key);
}

describe('an access token', () => {
  it('says who is signed in', async () => {
    const { status, body } = await claimsWith(accessToken);
    expect(status).toBe(200);
    expect(body).toEqual({
      userId: id,
      email: payload['email'],
      name: 'Åsa Öberg',
      roles: ['unlinked'],
      userType: 2,
      customerId: null,
      customerType: null,
      expiresAt: new Date((payload.exp ?? 0) * 1000).toISOString(),
    });
    expect(await validated(accessToken)).toEqual({ isValid: true, userId: id, claims: payload });
  });

  const forgeries: Record<string, () => string | Promise<string>> = {
    'that says alg none': () => `${encode({ alg: 'none', kid })}.${encode(payload)}.`,
    'that says alg none and has a signature': () =>
      `${encode({ alg: 'none', kid })}.${encode(payload)}.${accessToken.split('.')[2] ?? ''}`,
    'under HS256 with the public key as its secret': async () => {
      const { body } = await ask('GET', '/.well-known/jwks.json');
      const secret = new TextEncoder().encode(JSON.stringify((body as { keys: [unknown] }).keys[0]));
      return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid }).sign(secret);
    },
    'under another key with our kid': async () => {
      const { privateKey } = await generateKeyPair('ES256');
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
    },
    'under a key that nobody published': async () => {
      const { privateKey } = await generateKeyPair('ES256');
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'unknown' }).sign(privateKey);
    },
    'without a kid': async () => {
      const { privateKey } = await generateKeyPair('ES256');
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256' }).sign(privateKey);
    },
    'with other contents under our signature': () => {
      const [header, , signature] = accessToken.split('.');
      return [header, encode({ ...payload, roles: ['admin'], userType: 1 }), signature].join('.');
    },
    'of another issuer': () => genuineBut((claims) => ({ ...claims, iss: 'somebody' })),
    'for another audience': () => genuineBut((claims) => ({ ...claims, aud: 'another-api' })),
    'that ended 31 seconds ago': () => genuineBut((claims) => ({ ...claims, exp: Math.floor(Date.now() / 1000) - 31 })),
    'that is none': () => 'not a token',
  };
  it.each(Object.entries(forgeries))('%s is refused at the gateway, and not valid', async (_what, forge) => {
    const token = await forge();
    const { status, body, headers } = await claimsWith(token);
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { code: 'UNAUTHORIZED' } });
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(await validated(token)).toEqual({ isValid: false, userId: null, claims: null });
  });

  it('is needed to read its claims', async () => {
    expect((await ask('GET', '/api/auth/claims')).status).toBe(401);
  });

  it('is not valid any more once its session has ended, or its user was revoked', async () => {
    const person = await registered();
    const [ended, revoked] = [await sessionOf(person.id), await sessionOf(person.id)];
    await post('/api/auth/logout', { refreshToken: ended.refreshToken });
    expect(await validated(ended.accessToken)).toMatchObject({ isValid: false });
    expect(await validated(revoked.accessToken)).toMatchObject({ isValid: true });
    await stored.credentials.update({ _id: oid(person.id) }, { $set: { revokedBefore: new Date(Date.now() + 1000) } });
    expect(await validated(revoked.accessToken)).toMatchObject({ isValid: false });
    await stored.sessions.remove({ userId: oid(person.id) });
    expect(await validated(revoked.accessToken)).toMatchObject({ isValid: false });
  });
});

describe('signing keys', () => {
  const newKey = async (name: string) => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    return { ...(await exportJWK(privateKey)), kid: name };
  };

  it('rotate: the current one signs, all are published and verify', async () => {
    const [old, next] = await Promise.all([newKey('old'), newKey('next')]);
    const user = await userOf(id);
    const before = accessTokensUnder(JSON.stringify({ current: 'old', keys: [old] }));
    const after = accessTokensUnder(JSON.stringify({ current: 'next', keys: [next, old] }));
    const now = new Date();
    const [signedBefore, signedAfter] = [
      await before.sign(user, sessionId, now),
      await after.sign(user, sessionId, now),
    ];
    expect(await after.verify(signedBefore, now)).toMatchObject({ sub: id, sid: sessionId });
    expect(await after.verify(signedAfter, now)).toMatchObject({ sub: id });
    expect(await before.verify(signedAfter, now)).toBeNull();
    expect((await after.jwks()).keys.map((key) => [key.kid, key['d']])).toEqual([
      ['next', undefined],
      ['old', undefined],
    ]);
  });

  it('must hold the one that signs', async () => {
    const keys = [await newKey('one')];
    await expect(accessTokensUnder(JSON.stringify({ current: 'other', keys })).jwks()).rejects.toThrow('current');
  });

  it('are published to colleagues', async () => {
    const reply = await env.AUTH.jwks(traceparent);
    expect(reply.ok && reply.value.keys.map((key) => key.kid)).toEqual([kid]);
  });
});

it('the Worker says that it runs', async () => {
  expect(await env.AUTH.ready()).toEqual({ ok: true, value: true });
});
