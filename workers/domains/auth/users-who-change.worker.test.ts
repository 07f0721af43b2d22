import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type UserId } from '#shared/ids';
import { recogniseUser } from './commands/login.ts';
import {
  env,
  newPerson,
  PASSWORD,
  post,
  registered,
  sessionOf,
  signIn,
  stored,
  traceparent,
  work,
  type Tokens,
} from './test-client.ts';

const done = { ok: true, value: true };
const refused = (code: string) => ({ ok: false, refusal: { code } });
const refresh = ({ refreshToken }: Tokens) => post('/api/auth/refresh', { refreshToken });
const isValid = async ({ accessToken }: Tokens) =>
  (await post('/api/auth/validate', { token: accessToken })).body['isValid'];
const login = (email: string) => post('/api/auth/login', { email, password: PASSWORD });

describe('revoking a user', () => {
  it('ends every session, and puts the access tokens issued so far on the list; twice is as good as once', async () => {
    const [{ id }, bystander] = await Promise.all([registered(), registered()]);
    const [here, there, other] = await Promise.all([sessionOf(id), sessionOf(id), sessionOf(bystander.id)]);
    for (let time = 0; time < 2; time += 1) expect(await env.AUTH.revokeUser(traceparent, id)).toEqual(done);

    for (const tokens of [here, there]) {
      expect((await refresh(tokens)).status).toBe(401);
      expect(await isValid(tokens)).toBe(false);
    }
    expect((await refresh(other)).status).toBe(200);
    const list = await env.AUTH.revocations(traceparent);
    const [listed] = list.ok ? list.value.users.filter(({ userId }) => userId === id) : [];
    expect(Date.now() - Date.parse(listed?.before ?? '')).toBeLessThan(60_000);
    const sessions = await stored.sessions.find({ userId: oid(id) });
    expect(sessions.map(({ revokedBecause }) => revokedBecause)).toEqual(['user-revoked', 'user-revoked']);
    // One entry at the sign-in and one at the end: the second time ended nothing.
    expect(sessions.every(({ outbox }) => outbox.filter(({ type }) => type === 'audit.recorded').length === 2)).toBe(
      true,
    );
  });

  it('is fine for somebody who has no credential', async () => {
    expect(await env.AUTH.revokeUser(traceparent, newId<UserId>())).toEqual(done);
  });
});

describe('changing the email', () => {
  it('lets the person sign in with the new one in any case, and frees the former', async () => {
    const { id, email } = await registered();
    const next = newPerson().email;
    for (let time = 0; time < 2; time += 1) {
      expect(await env.AUTH.changeEmail(traceparent, { userId: id, email: next.toUpperCase() })).toEqual(done);
    }
    expect((await login(email)).status).toBe(401);
    await signIn(next);
    const successor = { userId: newId<UserId>(), email, password: null };
    expect(await env.AUTH.createCredential(traceparent, successor)).toEqual(done);
  });

  it('refuses one that is taken, and changes nothing; of two who want one, one gets it', async () => {
    const [one, two] = await Promise.all([registered(), registered()]);
    expect(await env.AUTH.changeEmail(traceparent, { userId: one.id, email: two.email })).toMatchObject(
      refused('CONFLICT'),
    );
    expect((await stored.credentials.findOne({ _id: oid(one.id) }))?.emailKey).toBe(one.email);
    const wanted = newPerson().email;
    const answers = await Promise.all(
      [one, two].map(({ id }) => env.AUTH.changeEmail(traceparent, { userId: id, email: wanted })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('refuses for somebody who has no credential, or whose credential is gone', async () => {
    const { email } = newPerson();
    const { id } = await registered();
    await env.AUTH.removeCredential(traceparent, id);
    for (const userId of [id, newId<UserId>()]) {
      expect(await env.AUTH.changeEmail(traceparent, { userId, email })).toMatchObject(refused('NOT_FOUND'));
    }
  });
});

describe('removing the credential of a deleted user', () => {
  it('ends every session and the access tokens, frees the email, and forgets what the person signed in with', async () => {
    const { id, email } = await registered();
    const tokens = await sessionOf(id);
    for (let time = 0; time < 2; time += 1) expect(await env.AUTH.removeCredential(traceparent, id)).toEqual(done);
    expect((await refresh(tokens)).status).toBe(401);
    expect(await isValid(tokens)).toBe(false);
    expect((await login(email)).status).toBe(401);
    const gone = await stored.credentials.findOne({ _id: oid(id) });
    expect(gone).toMatchObject({ state: 'deleted', live: false, emailKey: '', passwordHash: null });
    const successor = { userId: newId<UserId>(), email, password: null };
    expect(await env.AUTH.createCredential(traceparent, successor)).toEqual(done);
  });

  it('is not undone by an activation that comes late', async () => {
    const { id } = await registered();
    await env.AUTH.removeCredential(traceparent, id);
    await env.AUTH.activateCredential(traceparent, id);
    expect((await stored.credentials.findOne({ _id: oid(id) }))?.state).toBe('deleted');
  });
});

it('signing in while the user is being revoked lets nobody in', async () => {
  const { id, email } = await registered();
  const { deps, call } = work();
  const revoking = {
    ...deps,
    userForSignIn: async (userId: UserId) => {
      const asRead = await deps.userForSignIn(userId);
      await env.AUTH.revokeUser(traceparent, id);
      return asRead;
    },
  };
  await expect(recogniseUser({ email, password: PASSWORD }, revoking, call)).rejects.toMatchObject({
    code: 'UNAUTHORIZED',
  });
});
