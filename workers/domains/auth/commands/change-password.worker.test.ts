import { decodeJwt } from 'jose';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import type { SessionId, UserId } from '#shared/ids';
import { changePassword } from './change-password.ts';
import { MOST_FAILED_SIGN_INS } from '../domain/lock-out.ts';
import {
  ask,
  bearer,
  env,
  PASSWORD,
  post,
  registered,
  sessionOf,
  stored,
  traceparent,
  userOf,
  work,
  type Tokens,
} from '../test-client.ts';

const ANOTHER = 'ett annat, längre lösenord';
const change = ({ accessToken }: Tokens, body: unknown) => ask('PUT', '/api/auth/password', body, bearer(accessToken));
const wish = { currentPassword: PASSWORD, newPassword: ANOTHER };
const login = (email: string, password: string) => post('/api/auth/login', { email, password });
const refresh = ({ refreshToken }: Tokens) => post('/api/auth/refresh', { refreshToken });
const idOf = ({ accessToken }: Tokens) => decodeJwt(accessToken)['sid'] as SessionId;

describe('changing the password', () => {
  it('lets the new one in and the old one no more, and ends every other session', async () => {
    const { id, email } = await registered();
    const here = await sessionOf(id);
    const there = await sessionOf(id);
    const answer = await change(here, wish);
    expect([answer.status, answer.body]).toEqual([200, { success: true }]);
    expect((await login(email, PASSWORD)).status).toBe(401);
    expect((await login(email, ANOTHER)).status).toBe(200);
    expect((await refresh(there)).status).toBe(401);
    expect((await refresh(here)).status).toBe(200);
    const list = await env.AUTH.revocations(traceparent);
    expect(list.ok && list.value.sessions).toContain(idOf(there));
    expect(list.ok && list.value.sessions).not.toContain(idOf(here));
    const credential = await stored.credentials.findOne({ _id: oid(id) });
    expect(credential?.outbox.map(({ data }) => data)).toMatchObject([
      { action: 'password:change', actorId: id, resource: 'user', resourceId: id },
    ]);
  });

  it('names a wrong present password, and changes nothing', async () => {
    const { id, email } = await registered();
    const here = await sessionOf(id);
    const there = await sessionOf(id);
    const { status, body } = await change(here, { ...wish, currentPassword: 'not it at all' });
    expect([status, body['error']]).toMatchObject([
      400,
      { code: 'VALIDATION_ERROR', details: [{ field: 'currentPassword', message: 'is not your password' }] },
    ]);
    expect((await refresh(there)).status).toBe(200);
    expect((await login(email, PASSWORD)).status).toBe(200);
  });

  it('names every bad field at once', async () => {
    const { id } = await registered();
    const { status, body } = await change(await sessionOf(id), { currentPassword: '', newPassword: 'short', more: 1 });
    expect(status).toBe(400);
    const { details } = body['error'] as { details: { field: string }[] };
    expect(details.map(({ field }) => field).toSorted()).toEqual(['currentPassword', 'more', 'newPassword']);
  });

  it('counts a wrong present password as a failed sign-in: the tenth locks the account', async () => {
    const { id, email } = await registered();
    const here = await sessionOf(id);
    const nearly = { failedSignIns: MOST_FAILED_SIGN_INS - 1 };
    await stored.credentials.update({ _id: oid(id) }, { $set: nearly });
    expect((await change(here, { ...wish, currentPassword: 'not it at all' })).status).toBe(400);
    for (const answer of [await change(here, wish), await login(email, PASSWORD)]) {
      expect([answer.status, answer.body['error']]).toMatchObject([429, { code: 'RATE_LIMITED' }]);
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  it('is for those who signed in, and not for one whose account is gone', async () => {
    expect((await ask('PUT', '/api/auth/password', wish)).status).toBe(401);
    const { id } = await registered();
    const here = await sessionOf(id);
    await stored.credentials.update({ _id: oid(id) }, { $set: { live: false } });
    expect((await change(here, wish)).status).toBe(401);
  });

  it('is done once by two who want it at the same time', async () => {
    const { id, email } = await registered();
    const [here, there] = await Promise.all([sessionOf(id), sessionOf(id)]);
    const answers = await Promise.all([
      change(here, wish),
      change(there, { currentPassword: PASSWORD, newPassword: 'ett tredje lösenord' }),
    ]);
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect((await login(email, statuses[0] === 200 ? ANOTHER : 'ett tredje lösenord')).status).toBe(200);
  });

  it('that dies before the other sessions ended is completed by the sweep', async () => {
    const { id } = await registered();
    const [here, there] = await Promise.all([sessionOf(id), sessionOf(id)]);
    await dyingChange(id, idOf(here));
    const left = new Date(Date.now() - 120_000);
    await stored.credentials.update({ _id: oid(id) }, { $set: { unsettledSince: left } });
    await env.AUTH.sweep(traceparent);
    expect(await stored.sessions.findOne({ _id: oid(idOf(there)) })).toMatchObject({
      revokedBecause: 'password-changed',
    });
    expect((await refresh(there)).status).toBe(401);
    expect((await refresh(here)).status).toBe(200);
  });
});

/** Changes the password, and loses the store when the sessions are to end. */
async function dyingChange(id: UserId, sessionId: SessionId) {
  const { deps, call } = work();
  const { view, customerType } = await userOf(id);
  const actor = { kind: 'user', role: 'unlinked', userId: id, sessionId, customerType } as const;
  const dying = { ...deps, sessions: { ...deps.sessions, find: () => Promise.reject(new Error('gone')) } };
  const { userType, customerId } = view;
  await expect(changePassword(wish, { ...actor, userType, customerId }, dying, call)).rejects.toThrow('gone');
}
