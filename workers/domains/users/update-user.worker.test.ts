import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Actor } from '#shared/actor';
import { oid } from '#shared/documents';
import { isUnavailable, unavailable } from '#shared/errors';
import { newId, type CustomerId, type UserId } from '#shared/ids';
import { MINUTE_MS } from '#shared/instant';
import type { Reply } from '#shared/reply';
import { actorOf, asking, type Answered } from '../../../test/support/assembly/ask.ts';
import { settleUsers } from './commands/settle-users.ts';
import { updateUser } from './commands/update-user.ts';
import { aCrewCompany, aCrewMember, admin, anOrganizer, askUsers, freshEmail, idOf } from './testing/people.ts';
import { callAt, depsWith, users } from './testing/users-worker.ts';

const askAuth = asking(env.AUTH_HTTP);
const PASSWORD = 'a long sentence is best';
const done: Reply<true> = { ok: true, value: true };
const away: Reply<true> = { ok: false, refusal: unavailable('auth').refusal };

let organizerId: CustomerId;
let crewCompanyId: CustomerId;
beforeAll(async () => {
  [organizerId, crewCompanyId] = await Promise.all([anOrganizer(), aCrewCompany()]);
});

const put = (actor: Actor, id: string, body: unknown, headers = {}) =>
  askUsers(actor, 'PUT', `/api/users/${id}`, body, headers);
const read = (id: string) => askUsers(admin, 'GET', `/api/users/${id}`);
const fieldsOf = ({ body }: Answered) => body.error.details.map(({ field }) => field).toSorted();
const errorOf = ({ status, body }: Answered) => ({ status, ...body.error, timestamp: '', traceId: '' });
const login = async (email: string) =>
  (await askAuth(anonymous, 'POST', '/api/auth/login', { email, password: PASSWORD })).status;
const stored = async (id: UserId) => {
  const found = await env.DATA.run('findOne', { collection: 'users', filter: { _id: oid(id) } });
  if (!found.ok) throw new Error(found.failure.message);
  return found.answer.document as Record<string, unknown>;
};

async function aManager(changes: object = {}): Promise<{ id: UserId; email: string }> {
  const email = freshEmail();
  const wish = { email, userType: 2, customerId: organizerId, firstName: 'Karin', lastName: 'Ek', ...changes };
  const { status, body } = await askUsers(admin, 'POST', '/api/users', wish);
  expect(status).toBe(201);
  return { id: idOf(body), email };
}

async function unlinked(): Promise<UserId> {
  const id = newId<UserId>();
  await users.createRegisteredUser('', { id, email: freshEmail(), firstName: 'Nina', lastName: 'Ny' });
  return id;
}

describe('changing a user', () => {
  it('changes what is given, keeps what is absent and clears what is null', async () => {
    const id = await aCrewMember(crewCompanyId, {
      phone: '070-123 45 67',
      references: 'Way Out West',
      socialSecurityNumber: '811228-9874',
      bankAccount: { accountNumber: '123456789', holderName: 'Anna' },
    });
    const self = actorOf('crew', { userId: id, customerId: crewCompanyId });
    const { status, body, headers } = await put(self, id, {
      name: 'Anna Bas',
      phone: null,
      bankAccount: null,
      preferences: { language: 'en' },
      skills: [{ category: 'Musician', skill: 'Bass', proficiency: 'expert' }],
    });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"2"');
    expect(body).toMatchObject({
      name: 'Anna Bas',
      phone: null,
      references: 'Way Out West',
      socialSecurityNumber: '811228-****',
      bankAccount: null,
      preferences: { language: 'en', emailNotifications: true },
      skills: [{ category: 'Musician', skill: 'Bass', yearsOfExperience: 0, proficiency: 'Expert' }],
    });
    expect((await read(id)).body).toEqual(body);
    expect(JSON.stringify((await stored(id))['outbox'])).toContain('users:update');
  });

  it('to what it is already is 200, and writes and tells nothing', async () => {
    const id = await aCrewMember(crewCompanyId, {
      socialSecurityNumber: '811228-9874',
      skills: [{ category: 'A', skill: 'B' }],
    });
    const before = await stored(id);
    const same = { name: 'Anna Trummis', socialSecurityNumber: '19811228-9874', isActive: true, userType: 3 };
    const { status, headers } = await put(admin, id, { ...same, skills: [{ category: 'A', skill: 'B' }] });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe('"1"');
    expect(await stored(id)).toEqual(before);
  });

  it('makes the name of those who are not crew anew', async () => {
    const { id } = await aManager();
    expect((await put(admin, id, { lastName: 'Lund', name: 'Karin Ek' })).body).toMatchObject({ name: 'Karin Lund' });
  });

  it('with a stale If-Match is 412 and changes nothing', async () => {
    const { id } = await aManager();
    await put(admin, id, { phone: '+46701234567' });
    expect((await put(admin, id, { phone: null }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await put(admin, id, { phone: null }, { 'if-match': '"2"' })).status).toBe(200);
  });

  it('refuses every bad field at once, those that follow from the kind of user too', async () => {
    const { id } = await aManager();
    expect(fieldsOf(await put(admin, id, { email: 'x', phone: 'call', isActive: 'no', id: 'y' }))).toEqual([
      'email',
      'id',
      'isActive',
      'phone',
    ]);
    const answered = await put(admin, id, { firstName: null, name: 'Else', skills: [], customerId: null });
    expect(answered.status).toBe(400);
    expect(fieldsOf(answered)).toEqual(['customerId', 'firstName', 'name', 'skills']);
    const crewId = await aCrewMember(crewCompanyId);
    expect(fieldsOf(await put(admin, crewId, { name: null }))).toEqual(['name']);
    expect(fieldsOf(await put(admin, crewId, { customerId: organizerId }))).toEqual(['customerId']);
    expect(fieldsOf(await put(admin, crewId, { customerId: newId<CustomerId>() }))).toEqual(['customerId']);
    expect((await put(admin, crewId, { userType: 2, firstName: 'An', lastName: 'Na' })).status).toBe(409);
  });

  it('to a field that is not the caller’s to set is 403 naming it; its present value is fine', async () => {
    const crewId = await aCrewMember(crewCompanyId);
    const self = actorOf('crew', { userId: crewId, customerId: crewCompanyId });
    const refused = await put(self, crewId, { isActive: false, userType: 1, customerId: organizerId });
    expect(refused.status).toBe(403);
    expect(refused.body.error.code).toBe('FORBIDDEN');
    expect(fieldsOf(refused)).toEqual(['customerId', 'isActive', 'userType']);
    expect((await put(self, crewId, { isActive: true, userType: 3, customerId: crewCompanyId })).status).toBe(200);
    const manager = actorOf('crewCompany', { customerId: crewCompanyId });
    expect(fieldsOf(await put(manager, crewId, { isActive: false, userType: 2 }))).toEqual(['userType']);
    expect((await put(manager, crewId, { isActive: false })).body).toMatchObject({ isActive: false });
  });

  it('of a stranger is 404 exactly like that of nobody', async () => {
    const crewId = await aCrewMember(crewCompanyId);
    const unknown = errorOf(await put(admin, newId<UserId>(), { phone: null }));
    expect(unknown.status).toBe(404);
    for (const stranger of [
      actorOf('organizer'),
      actorOf('crewCompany'),
      actorOf('crew', { customerId: crewCompanyId }),
      actorOf('unlinked'),
    ]) {
      expect(errorOf(await put(stranger, crewId, { phone: null }))).toEqual(unknown);
    }
    expect((await put(anonymous, crewId, {})).status).toBe(401);
  });
});

describe('giving somebody who registered a company', () => {
  it('waits until the address is verified: 409', async () => {
    const id = await unlinked();
    expect((await put(admin, id, { customerId: organizerId })).status).toBe(409);
    const verified = { $set: { emailVerified: true } };
    await env.DATA.run('updateOne', { collection: 'users', filter: { _id: oid(id) }, update: verified });
    expect((await put(admin, id, { customerId: organizerId, email: freshEmail() })).status).toBe(409);
    expect((await put(admin, id, { customerId: organizerId })).body).toMatchObject({ customerId: organizerId });
  });
});

describe('shutting somebody out', () => {
  it('by isActive or another company ends the session and the sign-in of an inactive one', async () => {
    const { id, email } = await aManager({ password: PASSWORD });
    const { body } = await askAuth(anonymous, 'POST', '/api/auth/login', { email, password: PASSWORD });
    const { refreshToken } = body as unknown as { refreshToken: string };
    expect((await put(admin, id, { customerId: await anOrganizer() })).status).toBe(200);
    expect((await askAuth(anonymous, 'POST', '/api/auth/refresh', { refreshToken })).status).toBe(401);
    expect(await login(email)).toBe(200);
    expect((await put(admin, id, { isActive: false })).status).toBe(200);
    expect(await login(email)).toBe(401);
  });

  it('is made good by the sweep where auth was away, and then once', async () => {
    const { id } = await aManager();
    const call = callAt(new Date());
    const revoked: UserId[] = [];
    const signIn = (answer: Reply<true>) => ({
      ...depsWith(call).signIn,
      revoke: (userId: UserId) => {
        if (answer.ok) revoked.push(userId);
        return Promise.resolve(answer);
      },
    });
    await updateUser(id, { isActive: false }, null, admin, depsWith(call, { signIn: signIn(away) }), call);
    expect(await stored(id)).toMatchObject({ isActive: false, revocationPending: true });
    for (let time = 2; time < 4; time += 1) {
      const later = callAt(new Date(Date.now() + time * MINUTE_MS));
      await settleUsers(depsWith(later, { signIn: signIn(done) }), later);
    }
    expect(revoked.filter((userId) => userId === id)).toHaveLength(1);
    expect(await stored(id)).not.toHaveProperty('revocationPending');
  });
});

describe('another email', () => {
  it('is signed in with from then on, is not verified, and the former one is free', async () => {
    const { id, email } = await aManager({ password: PASSWORD });
    const next = freshEmail();
    const { status, body } = await put(admin, id, { email: next.toUpperCase(), phone: '+46701234567' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ email: next, emailVerified: false, phone: '+46701234567' });
    expect([await login(email), await login(next)]).toEqual([401, 200]);
    expect((await aManager({ email })).id).not.toBe(id);
    expect(await stored(id)).not.toHaveProperty('underWay');
  });

  it('that is taken is 409 and changes nothing', async () => {
    const [one, two] = await Promise.all([aManager(), aManager()]);
    const { status, body } = await put(admin, one.id, { email: two.email, phone: '+46701234567' });
    expect([status, body.error.code]).toEqual([409, 'CONFLICT']);
    expect((await read(one.id)).body).toMatchObject({ email: one.email, phone: null });
    expect((await put(admin, one.id, { phone: '+46701234567' }, { 'if-match': '"1"' })).status).toBe(200);
  });

  it('that stopped between credential and user is turned back by the sweep; meanwhile nothing else is changed', async () => {
    const { id, email } = await aManager({ password: PASSWORD });
    const next = freshEmail();
    const call = callAt(new Date());
    const deps = depsWith(call);
    const lost = {
      ...deps.signIn,
      changeEmail: async (wish: { userId: UserId; email: string }) => {
        await deps.signIn.changeEmail(wish);
        return away;
      },
    };
    await expect(updateUser(id, { email: next }, null, admin, { ...deps, signIn: lost }, call)).rejects.toSatisfy(
      isUnavailable,
    );
    expect(await login(next)).toBe(200);
    expect((await put(admin, id, { phone: '+46701234567' })).status).toBe(409);

    const later = callAt(new Date(Date.now() + 2 * MINUTE_MS));
    await settleUsers(depsWith(later), later);
    expect([await login(email), await login(next)]).toEqual([200, 401]);
    expect((await put(admin, id, { phone: '+46701234567' })).status).toBe(200);
  });
});
