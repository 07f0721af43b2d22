import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type UserId } from '#shared/ids';
import type { LinkPurpose } from '../link-tokens.ts';
import {
  env,
  newPerson,
  PASSWORD,
  post,
  registered,
  sessionOf,
  stored,
  traceparent,
  work,
  type Tokens,
} from '../test-client.ts';
import { confirmPasswordReset } from './confirm-password-reset.ts';
import { requestPasswordReset } from './request-password-reset.ts';

const CHOSEN = 'ett nytt och bra lösenord';
const login = (email: string, password: string) => post('/api/auth/login', { email, password });
const refresh = ({ refreshToken }: Tokens) => post('/api/auth/refresh', { refreshToken });
const ask = (email: unknown) => post('/api/auth/password-reset', { email });
const confirm = (token: unknown, newPassword: unknown = CHOSEN) =>
  post('/api/auth/password-reset/confirm', { token, newPassword });
const credentialOf = (id: UserId) => stored.credentials.findOne({ _id: oid(id) });

/** A token as the sender of mails gets it. */
async function minted(userId: UserId, purpose: LinkPurpose = 'password-reset'): Promise<string> {
  const reply = await env.AUTH.mintLinkToken(traceparent, { userId, purpose });
  if (!reply.ok || !reply.value) throw new Error('no token was made');
  return reply.value.token;
}

const refusal = [
  400,
  {
    code: 'VALIDATION_ERROR',
    details: [{ field: 'token', message: 'is not valid, was used already or has expired' }],
  },
];
async function refusedAs(token: string) {
  const { status, body } = await confirm(token);
  return [status, body['error']];
}

describe('asking for a reset', () => {
  it('has a mail sent to the person, and names nothing but the user', async () => {
    const { id, email } = await registered();
    const answer = await ask(email.toUpperCase());
    expect([answer.status, answer.body]).toEqual([202, { success: true }]);
    const requested = (await credentialOf(id))?.outbox.filter(({ type }) => type === 'mail.requested') ?? [];
    expect(requested.map(({ data }) => data)).toEqual([{ userId: id, mail: 'password-reset' }]);
  });

  it('answers the same, byte for byte and header for header, for an unknown email', async () => {
    const { email } = await registered();
    const [known, unknown] = [await ask(email), await ask(newPerson().email)];
    expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
    const names = ({ headers }: typeof known) => [...headers.keys()].toSorted();
    expect(names(unknown)).toEqual(names(known));
  });

  it('takes the same steps for an unknown email', async () => {
    const { email } = await registered();
    const steps = await Promise.all(
      [email, newPerson().email].map(async (who) => {
        const { deps, call } = work();
        const asked: string[] = [];
        const { credentials } = deps;
        const watched = {
          ...credentials,
          findOne: (...query: Parameters<typeof credentials.findOne>) => {
            asked.push('findOne');
            return credentials.findOne(...query);
          },
          update: (...query: Parameters<typeof credentials.update>) => {
            asked.push('update');
            return credentials.update(...query);
          },
        };
        await requestPasswordReset(who, { ...deps, credentials: watched }, call);
        return asked;
      }),
    );
    expect(steps).toEqual([
      ['findOne', 'update'],
      ['findOne', 'update'],
    ]);
  });

  it('is refused for what is no email, and for what nobody asked for', async () => {
    const { status, body } = await post('/api/auth/password-reset', { email: 'nobody', to: 'me' });
    expect(status).toBe(400);
    const { details } = body['error'] as { details: { field: string }[] };
    expect(details.map(({ field }) => field).toSorted()).toEqual(['email', 'to']);
  });
});

describe('choosing a password by a link', () => {
  it('lets the person in with the new one, ends every session and access token, and a lock', async () => {
    const { id, email } = await registered();
    const [here, there] = await Promise.all([sessionOf(id), sessionOf(id)]);
    const locked = { failedSignIns: 10, lockedUntil: new Date(Date.now() + 600_000) };
    await stored.credentials.update({ _id: oid(id) }, { $set: locked });
    const { status, body } = await confirm(await minted(id));
    expect([status, body]).toEqual([200, { success: true }]);
    for (const tokens of [here, there]) {
      expect((await refresh(tokens)).status).toBe(401);
      expect((await post('/api/auth/validate', { token: tokens.accessToken })).body).toMatchObject({ isValid: false });
    }
    const list = await env.AUTH.revocations(traceparent);
    expect(list.ok && list.value.users.map(({ userId }) => userId)).toContain(id);
    expect((await login(email, PASSWORD)).status).toBe(401);
    expect((await login(email, CHOSEN)).status).toBe(200);
    expect((await credentialOf(id))?.outbox.map(({ data }) => data)).toMatchObject([
      { action: 'password:change', actorId: null, resource: 'user', resourceId: id },
    ]);
  });

  it('gives somebody invited the first password', async () => {
    const { email, firstName, lastName } = newPerson();
    const id = newId<UserId>();
    await env.AUTH.createCredential(traceparent, { userId: id, email, password: null });
    await work().deps.createRegisteredUser({ id, email, firstName, lastName });
    await env.AUTH.activateCredential(traceparent, id);
    expect((await login(email, CHOSEN)).status).toBe(401);
    expect((await confirm(await minted(id, 'invitation'))).status).toBe(200);
    expect((await login(email, CHOSEN)).status).toBe(200);
  });

  it('works once: a used link is refused, also when two use it at the same time', async () => {
    const { id, email } = await registered();
    const token = await minted(id);
    const passwords = ['det första lösenordet', 'det andra lösenordet'];
    const answers = await Promise.all(passwords.map((password) => confirm(token, password)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
    expect(await refusedAs(token)).toMatchObject(refusal);
    const chosen = passwords[answers.findIndex(({ status }) => status === 200)];
    expect((await login(email, chosen ?? '')).status).toBe(200);
  });

  it.each(['password-reset', 'invitation'] as const)('is refused once a newer %s was sent', async (newer) => {
    const { id } = await registered();
    const token = await minted(id);
    const next = await minted(id, newer);
    expect(await refusedAs(token)).toMatchObject(refusal);
    expect((await confirm(next)).status).toBe(200);
  });

  it('is refused after an hour, and good until then', async () => {
    const { id } = await registered();
    const token = await minted(id);
    const at = (minutes: number) => {
      const { deps, call } = work(new Date(Date.now() + minutes * 60_000));
      return confirmPasswordReset({ token, newPassword: CHOSEN }, deps, call);
    };
    await expect(at(61)).rejects.toMatchObject({ code: 'VALIDATION_ERROR' });
    await at(59);
  });

  it('is refused after the password or the email was changed otherwise, and for somebody who is gone', async () => {
    const { id } = await registered();
    const token = await minted(id);
    await env.AUTH.changeEmail(traceparent, { userId: id, email: newPerson().email });
    expect(await refusedAs(token)).toMatchObject(refusal);
    const next = await minted(id);
    await env.AUTH.removeCredential(traceparent, id);
    expect(await refusedAs(next)).toMatchObject(refusal);
    expect(await env.AUTH.mintLinkToken(traceparent, { userId: id, purpose: 'password-reset' })).toEqual({
      ok: true,
      value: null,
    });
  });

  it('is refused for what is no such link: another kind, another key, no signature, another user, anything', async () => {
    const { id } = await registered();
    const other = await registered();
    const token = await minted(id);
    const [header, payload, signature] = token.split('.');
    const claims = new SignJWT({ number: 1 })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('thenorsound link')
      .setSubject(id)
      .setAudience('password-reset')
      .setExpirationTime('1h');
    const unsigned = new UnsecuredJWT({ number: 1 }).setIssuer('thenorsound link').setSubject(id).encode();
    const { accessToken, refreshToken } = await sessionOf(id);
    const forged = [
      await minted(id, 'verification'),
      await claims.sign(new TextEncoder().encode('x'.repeat(32))),
      unsigned,
      `${header}.${btoa(JSON.stringify({ number: 1, sub: other.id }))}.${signature}`,
      `${header}.${payload}.`,
      accessToken,
      refreshToken,
      'x',
    ];
    for (const each of forged) expect(await refusedAs(each)).toMatchObject(refusal);
    expect((await confirm(token)).status).toBe(200);
  });

  it('names every bad field at once, and keeps the link good', async () => {
    const { id } = await registered();
    const token = await minted(id);
    const { status, body } = await post('/api/auth/password-reset/confirm', { token: '', newPassword: 'short', x: 1 });
    expect(status).toBe(400);
    const { details } = body['error'] as { details: { field: string }[] };
    expect(details.map(({ field }) => field).toSorted()).toEqual(['newPassword', 'token', 'x']);
    expect((await confirm(token, 'short')).status).toBe(400);
    expect((await confirm(token)).status).toBe(200);
  });

  it('leaves nothing stored that lets anybody in', async () => {
    const { id } = await registered();
    const token = await minted(id);
    const kept = JSON.stringify(await credentialOf(id));
    for (const part of token.split('.')) expect(kept).not.toContain(part);
  });
});
