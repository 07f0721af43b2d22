import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { oid, oids } from '#shared/documents';
import type { SessionId } from '#shared/ids';
import { bearer, cookie, post, registered, sessionOf, stored, userOf, work, type Tokens } from '../test-client.ts';

const refresh = ({ refreshToken }: Tokens) => post('/api/auth/refresh', { refreshToken });
const idOf = ({ accessToken }: Tokens) => decodeJwt(accessToken)['sid'] as SessionId;

/** Somebody signed in on this many devices. */
async function signedIn(devices: number) {
  const { id } = await registered();
  return { id, tokens: await Promise.all(Array.from({ length: devices }, () => sessionOf(id))) };
}

describe('signing out', () => {
  it.each([
    ['the refresh token', ({ refreshToken }: Tokens) => ({ body: { refreshToken }, headers: {} })],
    ['the cookie', ({ refreshToken }: Tokens) => ({ body: undefined, headers: cookie(refreshToken) })],
    ['the access token', ({ accessToken }: Tokens) => ({ body: undefined, headers: bearer(accessToken) })],
  ])('by %s ends that session and no other, and clears the cookie', async (_by, naming) => {
    const {
      tokens: [here, there],
    } = await signedIn(2);
    if (!here || !there) throw new Error('two devices are needed');
    const { body, headers } = naming(here);
    const answer = await post('/api/auth/logout', body, headers);
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    expect(answer.headers.get('set-cookie')).toBe(
      'refreshToken=; Path=/api/auth; Max-Age=0; HttpOnly; Secure; SameSite=Strict',
    );
    expect((await refresh(here)).status).toBe(401);
    expect((await refresh(there)).status).toBe(200);
    expect(await stored.sessions.findOne({ _id: oid(idOf(here)) })).toMatchObject({
      revokedBecause: 'signed-out',
    });
  });

  it('works with an access token that has expired', async () => {
    const { id, tokens } = await signedIn(1);
    const [here] = tokens;
    if (!here) throw new Error('a device is needed');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    const expired = await work().deps.accessTokens.sign(await userOf(id), idOf(here), anHourAgo);
    expect((await post('/api/auth/logout', undefined, bearer(expired))).status).toBe(200);
    expect((await refresh(here)).status).toBe(401);
  });

  it('with all=true ends every session of the user, each in the audit', async () => {
    const { id, tokens } = await signedIn(3);
    const bystander = await signedIn(1);
    const [first] = tokens;
    expect((await post('/api/auth/logout?all=true', { refreshToken: first?.refreshToken })).status).toBe(200);
    const sessions = await stored.sessions.find({ userId: oid(id) });
    expect(sessions.map(({ revokedBecause }) => revokedBecause)).toEqual(['signed-out', 'signed-out', 'signed-out']);
    for (const session of sessions) {
      expect(session.outbox.at(-1)?.data).toMatchObject({ action: 'auth:sign-out', resourceId: session._id });
    }
    for (const other of bystander.tokens) expect((await refresh(other)).status).toBe(200);
  });

  it('again finishes what a lost answer left undone', async () => {
    const { tokens } = await signedIn(2);
    const [first, second] = tokens;
    if (!first || !second) throw new Error('two devices are needed');
    await post('/api/auth/logout', { refreshToken: first.refreshToken });
    expect((await post('/api/auth/logout?all=true', { refreshToken: first.refreshToken })).status).toBe(200);
    expect((await refresh(second)).status).toBe(401);
  });

  it('twice changes nothing the second time', async () => {
    const { tokens } = await signedIn(1);
    const ids = tokens.map(idOf);
    const signOut = () => post('/api/auth/logout', { refreshToken: tokens[0]?.refreshToken });
    await signOut();
    const once = await stored.sessions.find({ _id: { $in: oids(ids) } });
    expect((await signOut()).status).toBe(200);
    expect(await stored.sessions.find({ _id: { $in: oids(ids) } })).toEqual(once);
  });

  it.each([
    ['a forged refresh token', { refreshToken: 'A'.repeat(64) }, {}],
    ['a forged access token', {}, bearer('aaa.bbb.ccc')],
    ['nothing at all', undefined, {}],
  ])('with %s succeeds and ends nothing', async (_what, body, headers) => {
    const answer = await post('/api/auth/logout?all=true', body, headers);
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
  });

  it('takes no other word for all', async () => {
    expect((await post('/api/auth/logout?all=yes')).status).toBe(400);
    expect((await post('/api/auth/logout?everywhere=true')).status).toBe(400);
  });
});
