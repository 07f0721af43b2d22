import { createExecutionContext } from 'cloudflare:test';
import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type SessionId, type UserId } from '#shared/ids';
import {
  bearer,
  cookie,
  env,
  post,
  registered,
  sessionOf,
  stored,
  traceparent,
  work,
  type Tokens,
} from '../test-client.ts';
import { auth } from '../worker.ts';
import { refreshSession } from './refresh-session.ts';

const refresh = (refreshToken: string) => post('/api/auth/refresh', { refreshToken });
const idOf = ({ accessToken }: Tokens) => decodeJwt(accessToken)['sid'] as SessionId;
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
const sessionEnded = async (tokens: Tokens) => {
  const session = await stored.sessions.findOne({ _id: oid(idOf(tokens)) });
  return session?.revokedBecause ?? null;
};

/** A session of somebody new. */
async function session() {
  const person = await registered();
  return { ...person, tokens: await sessionOf(person.id) };
}

describe('refreshing', () => {
  it('gives new tokens of the same session, in the body and as the cookie', async () => {
    const { tokens } = await session();
    const { status, body, headers } = await refresh(tokens.refreshToken);
    expect(status).toBe(200);
    expect(Object.keys(body).toSorted()).toEqual(['accessToken', 'expiresIn', 'refreshToken', 'tokenType']);
    expect(body).toMatchObject({ expiresIn: 900, tokenType: 'Bearer' });
    const next = body as unknown as Tokens;
    expect(next.refreshToken).not.toBe(tokens.refreshToken);
    expect(idOf(next)).toBe(idOf(tokens));
    expect(headers.get('set-cookie')).toMatch(/; Path=\/api\/auth; Max-Age=\d+; HttpOnly; Secure; SameSite=Strict$/);
    expect(headers.get('set-cookie')).toContain(`refreshToken=${next.refreshToken};`);
    expect((await refresh(next.refreshToken)).status).toBe(200);
  });

  it('works with the cookie and without a body', async () => {
    const { tokens } = await session();
    expect((await post('/api/auth/refresh', undefined, cookie(tokens.refreshToken))).status).toBe(200);
  });

  it('works although the access token that comes along has expired or is broken', async () => {
    const { tokens } = await session();
    const { status } = await post('/api/auth/refresh', { refreshToken: tokens.refreshToken }, bearer('x.y.z'));
    expect(status).toBe(200);
  });

  it('gives two tabs at once, and a lost answer, the very same successor', async () => {
    const { tokens } = await session();
    const answers = await Promise.all(Array.from({ length: 5 }, () => refresh(tokens.refreshToken)));
    answers.push(await refresh(tokens.refreshToken));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ body }) => body['refreshToken'])).size).toBe(1);
    expect(await stored.sessions.findOne({ _id: oid(idOf(tokens)) })).toMatchObject({ generation: 2 });
  });

  it('that is overtaken by two others never turns the session back', async () => {
    const { tokens } = await session();
    const { deps, call } = work();
    const overtaken = {
      ...deps,
      userForSignIn: async (userId: UserId) => {
        const second = await refreshSession(tokens.refreshToken, deps, call);
        await refreshSession(await deps.refreshTokens.issue(second.session._id, second.session.generation), deps, call);
        return deps.userForSignIn(userId);
      },
    };
    await expect(refreshSession(tokens.refreshToken, overtaken, call)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    expect(await stored.sessions.findOne({ _id: oid(idOf(tokens)) })).toMatchObject({
      generation: 3,
      revokedBecause: 'reused',
    });
  });

  it('takes roles and company as they are now', async () => {
    const { id, tokens } = await session();
    await stored.users.update({ _id: oid(id) }, { $set: { userType: 1 } });
    const { body } = await refresh(tokens.refreshToken);
    expect(decodeJwt(String(body['accessToken']))).toMatchObject({ userType: 1, roles: ['admin'] });
  });
});

describe('a refresh token', () => {
  it('that was used ends the whole session when it comes again later', async () => {
    const { tokens } = await session();
    const next = (await refresh(tokens.refreshToken)).body as unknown as Tokens;
    await stored.sessions.update({ _id: oid(idOf(tokens)) }, { $set: { rotatedAt: secondsAgo(11) } });
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
    expect((await refresh(next.refreshToken)).status).toBe(401);
    expect(await sessionEnded(tokens)).toBe('reused');
    const list = await env.AUTH.revocations(traceparent);
    expect(list).toMatchObject({ ok: true, value: { users: [] } });
    expect(list.ok && list.value.sessions).toContain(idOf(tokens));
  });

  it('from before the last one ends the session at once', async () => {
    const { tokens } = await session();
    const next = (await refresh(tokens.refreshToken)).body as unknown as Tokens;
    await refresh(next.refreshToken);
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
    expect(await sessionEnded(tokens)).toBe('reused');
  });

  it('is refused from the moment it ends, and once its session is forgotten', async () => {
    const { tokens } = await session();
    await stored.sessions.update({ _id: oid(idOf(tokens)) }, { $set: { expiresAt: secondsAgo(0) } });
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
    await stored.sessions.remove({ _id: oid(idOf(tokens)) });
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
  });

  it('of somebody inactive is refused, and its session ends', async () => {
    const { id, tokens } = await session();
    await stored.users.update({ _id: oid(id) }, { $set: { isActive: false } });
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
    expect(await sessionEnded(tokens)).toBe('user-inactive');
    await stored.users.update({ _id: oid(id) }, { $set: { isActive: true } });
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
  });

  it.each(['', 'x', 'A'.repeat(64), '{"$gt":""}'])('is not %j', async (token) => {
    const { status, body, headers } = await refresh(token);
    expect(status).toBe(401);
    expect(body).toMatchObject({ error: { code: 'UNAUTHORIZED', details: [] } });
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it('must be a text, and come alone', async () => {
    const { status, body } = await post('/api/auth/refresh', { refreshToken: { $gt: '' }, more: 1 });
    const { details } = body['error'] as { details: { field: string }[] };
    expect([status, ...details.map(({ field }) => field).toSorted()]).toEqual([400, 'more', 'refreshToken']);
  });

  it('must be there', async () => {
    expect((await post('/api/auth/refresh')).status).toBe(401);
    expect((await post('/api/auth/refresh', {}, { cookie: 'refreshToken=; other=1' })).status).toBe(401);
  });

  it('is not used up while the users Worker is down', async () => {
    const { tokens } = await session();
    const { deps, call } = work();
    const without = { ...deps, userForSignIn: () => Promise.reject(new Error('gone')) };
    await expect(refreshSession(tokens.refreshToken, without, call)).rejects.toMatchObject({
      code: 'SERVICE_UNAVAILABLE',
    });
    expect((await refresh(tokens.refreshToken)).status).toBe(200);
  });
});

describe('with a front end on another site', () => {
  const crossSite = { ...env, COOKIE_SAMESITE: 'None', CORS_ORIGINS: 'https://app.example, https://other.example' };
  const refreshFrom = (origin: string | null, token: string) =>
    auth.fetch(
      new Request('http://auth.test/api/auth/refresh', {
        method: 'POST',
        headers: { ...cookie(token), ...(origin !== null && { origin }) },
      }),
      crossSite,
      createExecutionContext(),
    );

  it('the cookie counts only from an origin on the list', async () => {
    const { tokens } = await session();
    expect((await refreshFrom('https://evil.example', tokens.refreshToken)).status).toBe(403);
    expect((await refreshFrom(null, tokens.refreshToken)).status).toBe(403);
    const accepted = await refreshFrom('https://app.example', tokens.refreshToken);
    expect(accepted.status).toBe(200);
    expect(accepted.headers.get('set-cookie')).toMatch(/; Secure; SameSite=None$/);
  });
});

describe('the revocation list', () => {
  it('names users whose tokens were revoked within the last twenty minutes, and forgets them then', async () => {
    const { id } = await registered();
    const revokedAt = async (minutes: number) => {
      const before = secondsAgo(minutes * 60);
      await stored.credentials.update({ _id: oid(id) }, { $set: { revokedBefore: before } });
      const list = await env.AUTH.revocations(traceparent);
      return list.ok && list.value.users.some((user) => user.userId === id && user.before === before.toISOString());
    };
    expect([await revokedAt(19), await revokedAt(21)]).toEqual([true, false]);
  });
});

it('a session that nobody knows is refused like a forged one', async () => {
  const { deps, call } = work();
  const token = await deps.refreshTokens.issue(newId<SessionId>(), 1);
  await expect(refreshSession(token, deps, call)).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
});
