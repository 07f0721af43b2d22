import { createExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { unavailable } from '#shared/errors';
import { newId, type UserId } from '#shared/ids';
import type { Reply } from '#shared/reply';
import { eventually } from '../../../../test/support/eventually.ts';
import type { Deps } from '../ports.ts';
import { env, newPerson, PASSWORD, post, registered, signIn, stored, traceparent, work } from '../test-client.ts';
import { auth } from '../worker.ts';
import { register } from './register.ts';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const refusalOf = (reply: Reply<unknown>) => (reply.ok ? null : reply.refusal.code);

describe('registering', () => {
  it('makes an account without a company, and answers where it is', async () => {
    const person = newPerson();
    const { status, body, headers } = await post('/api/auth/register', {
      ...person,
      email: ` ${person.email.toUpperCase()}`,
    });
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/api/users/${String(body['id'])}`);
    expect(body).toMatchObject({
      email: person.email,
      firstName: 'Åsa',
      lastName: 'Öberg',
      name: 'Åsa Öberg',
      userType: 2,
      customerId: null,
      isActive: true,
      emailVerified: false,
    });
    expect(JSON.stringify(body)).not.toMatch(/password|argon2/i);
    expect((await signIn(person.email)).accessToken).not.toBe('');
  });

  it('keeps the password as argon2id alone, and forgets what only the registration needed', async () => {
    const { id } = await registered();
    const credential = await stored.credentials.findOne({ _id: oid(id) });
    expect(credential).toMatchObject({ state: 'active', live: true, registration: null, failedSignIns: 0 });
    expect(credential?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('names every bad field at once, unknown ones too', async () => {
    const { status, body } = await post('/api/auth/register', {
      email: 'no',
      password: '1234567',
      firstName: 'A',
      role: 1,
    });
    expect(status).toBe(400);
    const { code, details } = body['error'] as { code: string; details: { field: string }[] };
    expect(code).toBe('VALIDATION_ERROR');
    expect(details.map(({ field }) => field).toSorted()).toEqual([
      'email',
      'firstName',
      'lastName',
      'password',
      'role',
    ]);
  });

  it('takes no operator for a text', async () => {
    expect((await post('/api/auth/register', { ...newPerson(), email: { $gt: '' } })).status).toBe(400);
  });

  it('is refused where the email is taken, in whatever case', async () => {
    const { email } = await registered();
    const { status, body } = await post('/api/auth/register', { ...newPerson(), email: email.toUpperCase() });
    expect(status).toBe(409);
    expect(body).toMatchObject({ error: { code: 'CONFLICT', details: [] } });
  });

  it('gives one of many who want the same email at once the account', async () => {
    const person = newPerson();
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((who) => post('/api/auth/register', { ...person, password: `${PASSWORD} ${who}` })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    expect(await stored.credentials.count({ emailKey: person.email })).toBe(1);
  });

  it('is refused where the installation is closed', async () => {
    const request = new Request('http://auth.test/api/auth/register', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(newPerson()),
    });
    const { status } = await auth.fetch(request, { ...env, REGISTRATION: 'closed' }, createExecutionContext());
    expect(status).toBe(403);
  });
});

/** Registers, and dies (or loses its colleague) after the credential was written. */
async function diedHalfWay() {
  const person = newPerson();
  const id = newId<UserId>();
  const { deps, call } = work();
  const dying: Deps = { ...deps, createRegisteredUser: () => Promise.reject(new Error('gone')) };
  await expect(register(person, id, dying, call)).rejects.toMatchObject({ code: unavailable('x').code });
  expect(await stored.credentials.findOne({ _id: oid(id) })).toMatchObject({ state: 'pending' });
  return { person, id };
}

/** The sweep, a while after these credentials were left behind. */
async function sweepLater(id: UserId) {
  const left = minutesAgo(5);
  await stored.credentials.update({ _id: oid(id) }, { $set: { unsettledSince: left, updatedAt: left } });
  expect(await env.AUTH.sweep(traceparent)).toEqual({ ok: true, value: true });
  return stored.credentials.findOne({ _id: oid(id) });
}

describe('a registration that died half-way', () => {
  it('is completed by the same person who registers again, under the first id', async () => {
    const { person, id } = await diedHalfWay();
    const { status, body } = await post('/api/auth/register', person);
    expect([status, body['id']]).toEqual([201, id]);
    expect(await stored.users.findOne({ _id: oid(id) })).toMatchObject({ email: person.email });
  });

  it('is not handed to somebody else who wants the email', async () => {
    const { person } = await diedHalfWay();
    expect((await post('/api/auth/register', { ...person, password: 'another password' })).status).toBe(409);
  });

  it('is completed by the sweep, so that the person can sign in', async () => {
    const { person, id } = await diedHalfWay();
    expect((await post('/api/auth/login', { email: person.email, password: PASSWORD })).status).toBe(401);
    expect(await sweepLater(id)).toMatchObject({ state: 'active', registration: null });
    // Once everybody has heard of it, the next sweep finds that nothing is left to do.
    await eventually(async () => (await sweepLater(id))?.unsettledSince === undefined);
    expect((await signIn(person.email)).accessToken).not.toBe('');
    expect((await post('/api/auth/register', person)).status).toBe(409);
  });

  it('tells of the new user once, however often its steps are repeated', async () => {
    const { person, id } = await diedHalfWay();
    await Promise.all([post('/api/auth/register', person), sweepLater(id)]);
    const types = (await stored.users.findOne({ _id: oid(id) }))?.outbox.map(({ type }) => type) ?? [];
    expect(types.filter((type) => type === 'user.created').length).toBeLessThanOrEqual(1);
    expect(await stored.users.count({ email: person.email })).toBe(1);
  });

  it('gives the email back where a user has it already', async () => {
    const { email, id: owner } = await registered();
    // A user whose credential is under another email, as after an import.
    await stored.credentials.update({ _id: oid(owner) }, { $set: { emailKey: `old-${email}` } });
    expect((await post('/api/auth/register', { ...newPerson(), email })).status).toBe(409);
    expect(await stored.credentials.findOne({ emailKey: email })).toMatchObject({ state: 'removed', live: false });
    expect(await stored.credentials.count({ emailKey: email, live: true })).toBe(0);
  });
});

/** A credential for a user whom the users Worker is about to make. */
async function claimed(password: string | null = PASSWORD) {
  const wish = { userId: newId<UserId>(), email: newPerson().email, password };
  expect(await env.AUTH.createCredential(traceparent, wish)).toEqual({ ok: true, value: true });
  return wish;
}
const state = async (id: UserId) => (await stored.credentials.findOne({ _id: oid(id) }))?.state;

describe('a credential that a colleague asks for', () => {
  it('claims the email; the same again is fine, another user is refused', async () => {
    const wish = await claimed();
    expect((await env.AUTH.createCredential(traceparent, wish)).ok).toBe(true);
    const other = await env.AUTH.createCredential(traceparent, { ...wish, userId: newId<UserId>() });
    expect(refusalOf(other)).toBe('CONFLICT');
    expect(refusalOf(await env.AUTH.createCredential(traceparent, { ...wish, email: newPerson().email }))).toBe(
      'CONFLICT',
    );
  });

  it('is activated, once or more often', async () => {
    const { userId } = await claimed();
    expect((await env.AUTH.activateCredential(traceparent, userId)).ok).toBe(true);
    expect((await env.AUTH.activateCredential(traceparent, userId)).ok).toBe(true);
    expect(await state(userId)).toBe('active');
  });

  it('cannot be activated where there is none', async () => {
    expect(refusalOf(await env.AUTH.activateCredential(traceparent, newId<UserId>()))).toBe('NOT_FOUND');
  });

  it('gives the email back while it is pending, and never once it is active', async () => {
    const wish = await claimed();
    await env.AUTH.removePendingCredential(traceparent, wish.userId);
    const next = { ...wish, userId: newId<UserId>() };
    expect((await env.AUTH.createCredential(traceparent, next)).ok).toBe(true);
    await env.AUTH.activateCredential(traceparent, next.userId);
    expect((await env.AUTH.removePendingCredential(traceparent, next.userId)).ok).toBe(true);
    expect(await state(next.userId)).toBe('active');
    // The one that was given up has lost its email for good.
    expect(refusalOf(await env.AUTH.activateCredential(traceparent, wish.userId))).toBe('CONFLICT');
    expect(refusalOf(await env.AUTH.createCredential(traceparent, wish))).toBe('CONFLICT');
  });

  it('stands up again, with its password, for a user who came late after all', async () => {
    const { userId, email } = await claimed();
    const hash = (await stored.credentials.findOne({ _id: oid(userId) }))?.passwordHash;
    await env.AUTH.removePendingCredential(traceparent, userId);
    await env.AUTH.createCredential(traceparent, { userId, email, password: null });
    await env.AUTH.activateCredential(traceparent, userId);
    expect(await stored.credentials.findOne({ _id: oid(userId) })).toMatchObject({
      state: 'active',
      live: true,
      removedAt: null,
      passwordHash: hash,
    });
  });

  it('is activated by the sweep where its user exists', async () => {
    const { id } = await registered();
    await stored.credentials.update({ _id: oid(id) }, { $set: { state: 'pending' } });
    expect(await sweepLater(id)).toMatchObject({ state: 'active' });
  });

  it('is removed by the sweep where its user never came, but not while the user may still come', async () => {
    const { userId } = await claimed(null);
    await stored.credentials.update({ _id: oid(userId) }, { $set: { unsettledSince: minutesAgo(1.5) } });
    await env.AUTH.sweep(traceparent);
    expect(await state(userId)).toBe('pending');
    expect(await sweepLater(userId)).toMatchObject({ state: 'removed', live: false });
  });
});
