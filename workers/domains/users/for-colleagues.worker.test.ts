import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { oid } from '#shared/documents';
import { newId, type CustomerId, type UserId } from '#shared/ids';
import { MINUTE_MS } from '#shared/instant';
import { ask, type Reply } from '#shared/reply';
import { traceFrom } from '#shared/trace';
import { settleUsers } from './commands/settle-users.ts';
import { aCrewCompany, aCrewMember, admin, anOrganizer, askUsers, freshEmail, idOf } from './testing/people.ts';
import { callAt, depsWith, users } from './testing/users-worker.ts';

const { traceparent } = traceFrom(null);
const told = <T>(reply: Promise<Reply<T>>) => ask('users', reply);
const setUser = (id: UserId, fields: Record<string, boolean>) =>
  env.DATA.run('updateOne', { collection: 'users', filter: { _id: oid(id) }, update: { $set: fields } });

async function aManager(customerId: CustomerId, lastName = 'Manager'): Promise<UserId> {
  const { body } = await askUsers(admin, 'POST', '/api/users', {
    email: freshEmail(),
    userType: 2,
    customerId,
    firstName: 'Mia',
    lastName,
  });
  return idOf(body);
}

describe('a user who signs in', () => {
  it('is told with the view, the kind of company and whether they are active', async () => {
    const id = await aManager(await anOrganizer());
    expect(await told(users.userForSignIn(traceparent, id))).toMatchObject({
      view: { id, name: 'Mia Manager', userType: 2 },
      customerType: 1,
      isActive: true,
    });
    await setUser(id, { isActive: false });
    expect(await told(users.userForSignIn(traceparent, id))).toMatchObject({ isActive: false });
  });

  it('without a company has no kind of company', async () => {
    const wish = { id: newId<UserId>(), email: freshEmail(), firstName: 'Nils', lastName: 'Ny' };
    await told(users.createRegisteredUser(traceparent, wish));
    expect(await told(users.userForSignIn(traceparent, wish.id))).toMatchObject({
      view: { customerId: null },
      customerType: null,
    });
  });

  it('who is unknown or deleted is nobody', async () => {
    const id = await aManager(await anOrganizer());
    await setUser(id, { live: false });
    expect(await told(users.userForSignIn(traceparent, id))).toBeNull();
    expect(await told(users.userForSignIn(traceparent, newId<UserId>()))).toBeNull();
  });
});

describe('somebody who registers', () => {
  const registration = () => ({ id: newId<UserId>(), email: freshEmail(), firstName: 'Nils', lastName: 'Ny' });

  it('becomes a customer’s user without a company, whose address is not verified', async () => {
    const wish = registration();
    expect(await told(users.createRegisteredUser(traceparent, wish))).toMatchObject({
      id: wish.id,
      email: wish.email,
      name: 'Nils Ny',
      userType: 2,
      customerId: null,
      emailVerified: false,
    });
  });

  it('twice under one id is one user', async () => {
    const wish = registration();
    const [once, again] = [
      await told(users.createRegisteredUser(traceparent, wish)),
      await told(users.createRegisteredUser(traceparent, wish)),
    ];
    expect(again).toEqual(once);
  });

  it('with the address of somebody else is refused', async () => {
    const wish = registration();
    await told(users.createRegisteredUser(traceparent, wish));
    const reply = await users.createRegisteredUser(traceparent, { ...wish, id: newId<UserId>() });
    expect(reply).toMatchObject({ ok: false, refusal: { code: 'CONFLICT' } });
  });
});

describe('people', () => {
  it('of a company come by name, those of others and deleted ones do not', async () => {
    const company = await aCrewCompany();
    const [zoe, adam, gone] = [
      await aCrewMember(company, { name: 'Zoe', socialSecurityNumber: '811228-9874' }),
      await aCrewMember(company, { name: 'Adam' }),
      await aCrewMember(company, { name: 'Gone' }),
    ];
    await setUser(gone, { live: false });
    await aCrewMember(await aCrewCompany());
    const found = await told(users.usersOfCompany(traceparent, company));
    expect(found.map(({ id }) => id)).toEqual([adam, zoe]);
    expect(found[1]).toMatchObject({ socialSecurityNumber: '811228-****' });
  });

  it('who run a company are its users without its crew and without what is deleted', async () => {
    const company = await aCrewCompany();
    await aCrewMember(company, { name: 'Crew' });
    const [zoe, adam, gone] = [
      await aManager(company, 'Zoe'),
      await aManager(company, 'Adam'),
      await aManager(company, 'Gone'),
    ];
    await setUser(gone, { live: false });
    const found = await told(users.managersOfCompany(traceparent, company));
    expect(found.map(({ _id }) => _id)).toEqual([adam, zoe]);
  });

  it('are told with what it takes to write to them', async () => {
    const company = await aCrewCompany();
    const id = await aCrewMember(company, { name: 'Anna' });
    const found = await told(users.people(traceparent, [id, newId<UserId>()]));
    expect(found).toEqual([
      {
        _id: id,
        name: 'Anna',
        email: expect.stringContaining('@') as string,
        userType: 3,
        customerId: company,
        isActive: true,
        preferences: { language: 'sv', emailNotifications: true },
      },
    ]);
    expect(await told(users.people(traceparent, []))).toEqual([]);
  });
});

describe('somebody who may be booked', () => {
  it('is told with the company and the skills in their own order', async () => {
    const company = await aCrewCompany();
    const skills = [
      { category: 'Technician', skill: 'Mixing', yearsOfExperience: 3 },
      { category: 'Musician', skill: 'Drums', yearsOfExperience: 9 },
    ];
    const id = await aCrewMember(company, { skills });
    expect(await told(users.crewMember(traceparent, id))).toEqual({
      _id: id,
      name: 'Anna Trummis',
      crewCompanyId: company,
      skills: [
        { category: 'Technician', skill: 'Mixing' },
        { category: 'Musician', skill: 'Drums' },
      ],
    });
  });

  it('is nobody who is unknown, not crew, inactive or deleted', async () => {
    const company = await aCrewCompany();
    const [inactive, deleted] = [await aCrewMember(company), await aCrewMember(company)];
    await setUser(inactive, { isActive: false });
    await setUser(deleted, { live: false });
    for (const id of [newId<UserId>(), await aManager(company), inactive, deleted]) {
      expect(await told(users.crewMember(traceparent, id))).toBeNull();
    }
  });
});

describe('the Worker', () => {
  it('is ready', async () => {
    expect(await users.ready()).toEqual({ ok: true, value: true });
  });

  it('sweeps: what every subscriber has leaves the outbox, and the mark goes', async () => {
    const wish = { id: newId<UserId>(), email: freshEmail(), firstName: 'Nils', lastName: 'Ny' };
    await told(users.createRegisteredUser(traceparent, wish));
    const call = callAt(new Date(Date.now() + 2 * MINUTE_MS));
    await settleUsers(depsWith(call, { askHandled: (_subscriber, ids) => Promise.resolve(ids) }), call);
    const found = await env.DATA.run('findOne', { collection: 'users', filter: { _id: oid(wish.id) } });
    expect(found).toMatchObject({ ok: true, answer: { document: { outbox: [] } } });
    expect(JSON.stringify(found)).not.toContain('unsettledSince');
    expect(await told(users.sweep(traceparent))).toBe(true);
  });
});
