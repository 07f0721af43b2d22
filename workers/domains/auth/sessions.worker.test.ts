import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type SessionId } from '#shared/ids';
import { ask, bearer, env, post, registered, sessionOf, stored, traceparent, type Tokens } from './test-client.ts';

const idOf = ({ accessToken }: Tokens) => decodeJwt(accessToken)['sid'] as SessionId;
const sessionsOf = ({ accessToken }: Tokens) => ask('GET', '/api/auth/sessions', undefined, bearer(accessToken));
const end = (id: string, { accessToken }: Tokens, headers: Record<string, string> = {}) =>
  ask('DELETE', `/api/auth/sessions/${id}`, undefined, { ...bearer(accessToken), ...headers });
const refresh = ({ refreshToken }: Tokens) => post('/api/auth/refresh', { refreshToken });

/** Somebody on two devices, the second one newer. */
async function onTwoDevices() {
  const { id } = await registered();
  const older = await sessionOf(id);
  return { id, older, newer: await sessionOf(id) };
}

describe("a person's sessions", () => {
  it('are listed newest first, with the one that asks marked', async () => {
    const { older, newer } = await onTwoDevices();
    const { status, body } = await sessionsOf(older);
    expect(status).toBe(200);
    const instant: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const shown = { createdAt: instant, lastUsedAt: instant, userAgent: 'a test' };
    expect(body).toEqual([
      { ...shown, id: idOf(newer), current: false },
      { ...shown, id: idOf(older), current: true },
    ]);
  });

  it('show when they were last used', async () => {
    const { newer } = await onTwoDevices();
    await refresh(newer);
    const [session] = (await sessionsOf(newer)).body as unknown as { createdAt: string; lastUsedAt: string }[];
    expect(Date.parse(session?.lastUsedAt ?? '')).toBeGreaterThan(Date.parse(session?.createdAt ?? ''));
  });

  it('are not listed once they have ended or expired', async () => {
    const { older, newer } = await onTwoDevices();
    await stored.sessions.update({ _id: oid(idOf(older)) }, { $set: { expiresAt: new Date(Date.now() - 1_000) } });
    expect((await sessionsOf(newer)).body).toMatchObject([{ id: idOf(newer) }]);
    expect((await end(idOf(older), newer)).status).toBe(404);
  });

  it('are for those who signed in', async () => {
    const answer = await ask('GET', '/api/auth/sessions');
    expect([answer.status, answer.body]).toMatchObject([401, { error: { code: 'UNAUTHORIZED', details: [] } }]);
    expect((await ask('DELETE', `/api/auth/sessions/${newId<SessionId>()}`)).status).toBe(401);
  });
});

describe('ending a session', () => {
  it('ends it and its access tokens, and no other', async () => {
    const { older, newer } = await onTwoDevices();
    const answer = await end(idOf(older), newer);
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect((await refresh(older)).status).toBe(401);
    const list = await env.AUTH.revocations(traceparent);
    expect(list.ok && list.value.sessions).toContain(idOf(older));
    expect((await post('/api/auth/validate', { token: older.accessToken })).body).toMatchObject({ isValid: false });
    expect((await sessionsOf(newer)).body).toMatchObject([{ id: idOf(newer) }]);
    expect((await refresh(newer)).status).toBe(200);
    const ended = await stored.sessions.findOne({ _id: oid(idOf(older)) });
    expect(ended?.outbox.at(-1)?.data).toMatchObject({ action: 'auth:sign-out', resourceId: idOf(older) });
  });

  it('takes the cookie away where it is the one that asks', async () => {
    const { newer } = await onTwoDevices();
    const answer = await end(idOf(newer), newer);
    expect(answer.headers.get('set-cookie')).toMatch(/^refreshToken=; .*Max-Age=0/);
  });

  it('is 404 for one that has ended, for an unknown one and for somebody else’s, all alike', async () => {
    const { older, newer } = await onTwoDevices();
    const stranger = await onTwoDevices();
    await end(idOf(older), newer);
    for (const id of [idOf(older), idOf(stranger.newer), newId<SessionId>()]) {
      const answer = await end(id, newer);
      expect([answer.status, answer.body['error']]).toMatchObject([
        404,
        { code: 'NOT_FOUND', message: 'The session was not found', details: [] },
      ]);
    }
    expect((await refresh(stranger.newer)).status).toBe(200);
  });

  it('refuses a malformed id, and a version that is not the present one', async () => {
    const { older, newer } = await onTwoDevices();
    const malformed = await end('one', newer);
    expect([malformed.status, malformed.body['error']]).toMatchObject([400, { details: [{ field: 'id' }] }]);
    expect((await end(idOf(older), newer, { 'if-match': '"7"' })).status).toBe(412);
    expect((await refresh(older)).status).toBe(200);
  });
});
